/** Places in a script at which V8 can stop, as one asks for them around a class. */
import type inspector from "node:inspector";
import type { ClassDefinition } from "./class-definitions.ts";

type Place = inspector.Debugger.BreakLocation;

/** Places behind a definition that are looked at. */
const PLACES = 60;
/** Places behind `const Planner = mixin(Base)` at which the class may be there. */
const PLACES_BEHIND_CALL = 4;
/** Methods of a class with neither constructor nor fields that are waited for. */
const METHODS = 30;

/** A breakpoint that may serve several purposes, and can go when it serves none any more. */
export interface PlaceUse {
  id: string | undefined;
  purposes: number;
}

interface Breakpoint {
  readonly location: Place;
  readonly calls: Set<string>;
  readonly use: PlaceUse;
}

export class BreakPlaces {
  readonly #session: inspector.Session;
  readonly #scriptId: string;
  readonly #source: string;
  readonly #lineStarts: readonly number[];
  /** V8 takes one breakpoint a place: classes that stand side by side share theirs. */
  readonly #breakpoints = new Map<string, Breakpoint>();

  constructor(session: inspector.Session, scriptId: string, source: string) {
    this.#session = session;
    this.#scriptId = scriptId;
    this.#source = source;
    const starts = [0];
    for (let at = source.indexOf("\n"); at >= 0; at = source.indexOf("\n", at + 1)) starts.push(at + 1);
    this.#lineStarts = starts;
  }

  /**
   * The first place behind the definition, the statements that give it more methods, and what follows each of them: others
   * may stand in a loop, where every turn would ask for the condition.
   */
  behind({ name, text, start, hasMembers }: ClassDefinition): Place[] {
    // V8 takes the first character of `function` for the inside of that function: from a class's own last brace on it is not.
    const end = text === undefined ? start : hasMembers ? text.end - 1 : text.end;
    const places = this.#possible(end, undefined);
    if (text === undefined) return places.slice(0, PLACES_BEHIND_CALL);
    // V8 places an assignment to `Name.prototype.method` at its second word.
    const adds = ["prototype.", `_${name}.`, `${name}.`, `Object.defineProperty(${name}.`, `Object.assign(${name}.`];
    const near = places.slice(0, PLACES);
    const addsMethod = near.map((place) => {
      const at = this.#offset(place);
      const words = this.#source.slice(at, at + 80);
      return adds.some((one) => words.startsWith(one));
    });
    return near.filter((_, i) => i === 0 || addsMethod[i] || addsMethod[i - 1]);
  }

  /** Where an instance is met as early as it can be: in its constructor, at its first field, else in any of its methods. */
  inside({ text, constructorAt, hasMembers }: ClassDefinition): Place[] {
    if (!hasMembers || text === undefined) return [];
    const { open, end, blocks } = text;
    const places = this.#possible(open + 1, end).map((place) => ({ place, at: this.#offset(place) }));
    const firstOf = ([from, to]: readonly [number, number]): Place[] =>
      places.flatMap(({ place, at }) => (at >= from && at <= to ? place : [])).slice(0, 1);
    const isField = (at: number): boolean => at < end && !blocks.some(([from, to]) => at >= from && at <= to);
    const field = places.flatMap(({ place, at }) => (place.type !== "return" && isField(at) ? place : [])).slice(0, 1);
    const made = blocks.find(([from]) => from === constructorAt);
    const early = [...field, ...(made === undefined ? [] : firstOf(made))];
    return early.length > 0 ? early : blocks.slice(0, METHODS).flatMap(firstOf);
  }

  /** Where a constructor returns, or where the fields have their values. */
  made({ text, constructorAt }: ClassDefinition): Place[] {
    if (text === undefined) return [];
    const { open, end, blocks } = text;
    const body = blocks.find(([from]) => from === constructorAt);
    if (body !== undefined) return this.#possible(body[0], body[1] + 1).filter(({ type }) => type === "return");
    const returns = this.#possible(open + 1, end + 1, false).filter((place) => {
      const at = this.#offset(place);
      return place.type === "return" && !blocks.some(([from, to]) => at >= from && at <= to);
    });
    return returns.slice(-1);
  }

  add(location: Place, call: string): PlaceUse {
    const key = `${location.lineNumber}:${location.columnNumber}`;
    const known = this.#breakpoints.get(key) ?? { location, calls: new Set(), use: { id: undefined, purposes: 0 } };
    this.#breakpoints.set(key, known);
    known.calls.add(call);
    known.use.purposes++;
    return known.use;
  }

  set(): void {
    for (const { location, calls, use } of this.#breakpoints.values()) {
      const { lineNumber, columnNumber = 0 } = location;
      const breakpoint = {
        location: { scriptId: this.#scriptId, lineNumber, columnNumber },
        condition: [...calls, "false"].join(","),
      };
      this.#session.post("Debugger.setBreakpoint", breakpoint, (_, result) => (use.id = result?.breakpointId));
    }
  }

  /** @param end undefined for all up to the end of the function around, and none of functions in it */
  #possible(start: number, end: number | undefined, restrictToFunction = end === undefined): readonly Place[] {
    let locations: readonly Place[] = [];
    const where: inspector.Debugger.GetPossibleBreakpointsParameterType = {
      start: this.#position(start),
      ...(end === undefined ? {} : { end: this.#position(end) }),
      restrictToFunction,
    };
    this.#session.post("Debugger.getPossibleBreakpoints", where, (_, result) => (locations = result?.locations ?? []));
    return locations;
  }

  #position(offset: number): inspector.Debugger.Location {
    let [low, high] = [0, this.#lineStarts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { scriptId: this.#scriptId, lineNumber: low, columnNumber: offset - (this.#lineStarts[low] as number) };
  }

  #offset({ lineNumber, columnNumber = 0 }: Place): number {
    return (this.#lineStarts[lineNumber] ?? 0) + columnNumber;
  }
}
