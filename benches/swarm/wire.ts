declare const body: unique symbol;

/** JSON text that is known to hold a `Body`. */
export type Wire<Body> = string & { readonly [body]: Body };

/** Turns plain data into what travels between agents. Agents share no objects, only text. */
export function encode<Body>(data: Body): Wire<Body> {
  return JSON.stringify(data) as Wire<Body>;
}

/** Turns what has travelled back into plain data. */
export function decode<Body>(wire: Wire<Body>): Body {
  return JSON.parse(wire) as Body;
}
