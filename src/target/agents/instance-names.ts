/** What an instance is called: by its id, else by its name and a number, else by its class and a number. */
import type { AgentClass } from "../../run/agent-class.ts";

export interface InstanceName {
  readonly id: string;
  readonly role: string;
  /** The constructor may have called a method before it gave the instance its name. */
  readonly isFinal: boolean;
}

export class InstanceNames {
  #nameless = 0;
  readonly #named = new Map<string, number>();

  nameOf(instance: object, wanted: AgentClass): InstanceName {
    const { field } = wanted;
    const role = roleOf(instance, wanted);
    const identity = text(instance, field === "" ? "id" : field);
    if (identity !== undefined) return { id: readable(identity, role), role, isFinal: true };
    const label = text(instance, "name");
    if (label === undefined) return { id: `${role} #${++this.#nameless}`, role, isFinal: false };
    // A name is often that of a role: instances of the same name are told apart.
    const before = this.#named.get(label) ?? 0;
    this.#named.set(label, before + 1);
    return { id: before === 0 ? label : `${label} #${before + 1}`, role, isFinal: true };
  }

  /** @returns undefined for an instance that has no name yet */
  lateNameOf(instance: object, wanted: AgentClass): InstanceName | undefined {
    const label = text(instance, wanted.field === "" ? "id" : wanted.field) ?? text(instance, "name");
    if (label === undefined) return undefined;
    const role = roleOf(instance, wanted);
    return { id: readable(label, role), role, isFinal: true };
  }
}

function text(instance: object, field: string): string | undefined {
  try {
    const value: unknown = Reflect.get(instance, field);
    return (typeof value === "string" && value !== "") || typeof value === "number" ? String(value) : undefined;
  } catch {
    return undefined; // a getter that needs what isn't there yet
  }
}

function roleOf(instance: object, { name }: AgentClass): string {
  const own = (instance.constructor as { name?: unknown } | undefined)?.name;
  // esbuild has `_Planner` beside `Planner`.
  return typeof own === "string" && own !== "" && own !== `_${name}` ? own : name;
}

/** `Bird-3` says more than `3`, and the 3 of another class is somebody else. */
function readable(identity: string, role: string): string {
  return /^\d+$/.test(identity) ? `${role}-${identity}` : identity;
}
