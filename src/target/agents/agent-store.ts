/** What an agent's async contexts carry; the snapshot's analysis knows agents by the names of these classes and fields. */
export class SwarmprofAgentStore {
  readonly label: string;
  readonly index: number;

  constructor(index: number) {
    this.index = index;
    this.label = agentLabel(index);
  }
}

/** Points at the object that an agent is, in a snapshot that is about to be taken. */
export class SwarmprofAgentMark {
  readonly label: string;
  readonly instance: object;

  constructor(index: number, instance: object) {
    this.label = agentLabel(index);
    this.instance = instance;
  }
}

function agentLabel(index: number): string {
  return `swarmprof-agent:${index}`;
}
