/** Files that are written for tinybench, 2 to 6: its class is told to register and not to run. */
import { type RegisteredBench, type Registry, SUITE_SEPARATOR } from "../registry.ts";
import { installedModules, names } from "./installed.ts";

type Hook = (this: unknown, ...args: unknown[]) => unknown;
interface TaskOptions {
  readonly beforeAll?: Hook;
  readonly beforeEach?: Hook;
  readonly afterEach?: Hook;
  readonly afterAll?: Hook;
}
/** What all versions share. */
interface TinyBench {
  readonly name?: string;
  readonly tasks: readonly unknown[];
  readonly opts?: { readonly setup?: Hook; readonly teardown?: Hook };
  readonly setup?: Hook;
  readonly teardown?: Hook;
  getTask(name: string): unknown;
  add(name: string, fn: Hook, options?: TaskOptions): unknown;
}

/** @param onRun called where the file has its benches run */
export async function adaptTinybench(file: string, known: Registry, onRun: () => Promise<void>): Promise<void> {
  if (!names(file, "tinybench")) return;
  for (const module of await installedModules("tinybench", file)) {
    const prototype: unknown = Reflect.get(Object(module["Bench"]), "prototype");
    if (typeof prototype === "object" && prototype !== null) adapt(prototype, known, onRun);
  }
}

function adapt(prototype: object, known: Registry, onRun: () => Promise<void>): void {
  const add = Reflect.get(prototype, "add") as TinyBench["add"];
  const replace = (name: string, value: unknown): void => {
    if (name in prototype) Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  };
  replace("add", function (this: TinyBench, name: string, fn: Hook, options: TaskOptions = {}) {
    const added = add.call(this, name, fn, options);
    known.benches.push(registered(this, name, fn, options));
    return added;
  });
  const run = async function (this: TinyBench): Promise<readonly unknown[]> {
    await onRun();
    return this.tasks;
  };
  replace("run", run);
  replace("runConcurrently", run);
  replace("warmup", async () => {});
  // Nothing can wait inside a synchronous call: it is measured once the file is done.
  replace("runSync", function (this: TinyBench) {
    return this.tasks;
  });
}

function registered(owner: TinyBench, name: string, fn: Hook, options: TaskOptions): RegisteredBench {
  return {
    name: owner.name === undefined ? name : `${owner.name}${SUITE_SEPARATOR}${name}`,
    kind: "micro",
    params: {},
    budgets: {},
    dialect: "tinybench",
    async start() {
      const task = owner.getTask(name);
      const { beforeAll, beforeEach, afterEach, afterAll } = options;
      const setup = owner.opts?.setup ?? owner.setup;
      const teardown = owner.opts?.teardown ?? owner.teardown;
      await setup?.call(owner, task, "run");
      await beforeAll?.call(task, "run");
      return {
        call: () => fn.call(task),
        context: undefined,
        beforeEach: beforeEach && (() => beforeEach.call(task, "run")),
        afterEach: afterEach && (() => afterEach.call(task, "run")),
        async stop() {
          await afterAll?.call(task, "run");
          await teardown?.call(owner, task, "run");
        },
      };
    },
  };
}
