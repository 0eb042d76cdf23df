/**
 * Calls back when the thread is about to end, after the program's own `exit` listeners. No listener of ours is added: a
 * program that counts them would find one more. `emit` is shadowed one step up the prototype chain of `process` instead.
 */
export function onThreadExit(callback: () => void, holdLoop: () => boolean = () => false): void {
  const holder: object = Object.getPrototypeOf(process);
  const emit = process.emit;
  Object.defineProperty(holder, "emit", {
    configurable: true,
    writable: true,
    enumerable: false,
    // The analysis knows this name, and those of the traps of proxies: the program's own calls go through here.
    value: function passThrough(this: NodeJS.Process, event: string, ...rest: unknown[]): boolean {
      if (event === "beforeExit" && this === process && holdLoop()) return true;
      if (event !== "exit" || this !== process) return Reflect.apply(emit, this, [event, ...rest]);
      try {
        return Reflect.apply(emit, this, [event, ...rest]);
      } finally {
        callback();
      }
    },
  });

  // An exit listener may call process.exit() again, which then ends the process at once.
  const reallyExit: unknown = Reflect.get(process, "reallyExit");
  if (typeof reallyExit !== "function") return;
  Reflect.set(process, "reallyExit", function passThrough(this: unknown, ...args: unknown[]) {
    callback();
    return Reflect.apply(reallyExit, this, args);
  });
}
