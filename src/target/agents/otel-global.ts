/**
 * Tells when the program registers OpenTelemetry's context manager. Its API keeps it in an object under a global symbol, in
 * CommonJS and ES modules, bundled or not: a setter above the global object sees that object come, and costs nothing to a
 * program that never loads OpenTelemetry.
 */
const KEY = Symbol.for("opentelemetry.js.api.1");

export function onContextManager(use: (manager: object) => void): void {
  const known: unknown = Reflect.get(globalThis, KEY);
  if (isObject(known)) watch(known, use);
  else onFirstSet(Object.getPrototypeOf(globalThis) as object, KEY, (api) => watch(api, use));
}

function watch(api: object, use: (manager: object) => void): void {
  const known: unknown = Reflect.get(api, "context");
  if (isObject(known)) use(known);
  else onFirstSet(api, "context", use);
}

/** The property is then an ordinary one of the object that it was set on. */
function onFirstSet(holder: object, key: PropertyKey, use: (value: object) => void): void {
  Object.defineProperty(holder, key, {
    configurable: true,
    enumerable: false,
    get: () => undefined,
    set(this: object, value: unknown) {
      Reflect.deleteProperty(holder, key);
      Object.defineProperty(this, key, { value, configurable: true, enumerable: true, writable: true });
      if (!isObject(value)) return;
      try {
        use(value);
      } catch {
        // A context manager that can't be watched: the program's spans tell no agents.
      }
    },
  });
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
