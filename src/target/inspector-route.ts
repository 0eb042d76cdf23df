/**
 * Calls a function in every thread of the process, busy, blocked or idle: the main thread through an inspector session,
 * its workers, and theirs, through that session's `NodeWorker` domain. No port is opened.
 */
import { Session } from "node:inspector";
import { parse, stringify } from "./pristine.ts";

interface WorkerMessage {
  readonly id?: number;
  readonly result?: Evaluated;
  readonly error?: { readonly message?: string };
}

interface Evaluated {
  readonly result?: { readonly value?: unknown };
}

interface Call {
  readonly resolve: (result: Evaluated | undefined) => void;
  readonly reject: (error: Error) => void;
}

export class InspectorRoute {
  readonly #session = new Session();
  /** The sessions of the workers, by `threadId` and by the session's own name. */
  readonly #sessionOf = new Map<number, string>();
  readonly #calls = new Map<string, Map<number, Call>>();
  #lastId = 0;

  connect(): void {
    const session = this.#session;
    session.connectToMainThread();
    session.on("NodeWorker.attachedToWorker", ({ params: { sessionId, workerInfo } }) => {
      // `workerId` counts what the inspector has seen; the thread's own number stands in the title alone.
      const threadId = Number(/^\[worker (\d+)\]/.exec(workerInfo.title)?.[1]);
      this.#sessionOf.set(threadId, sessionId);
      this.#calls.set(sessionId, new Map());
    });
    session.on("NodeWorker.receivedMessageFromWorker", ({ params: { sessionId, message } }) => {
      this.#answered(sessionId, parse(message) as WorkerMessage);
    });
    session.on("NodeWorker.detachedFromWorker", ({ params: { sessionId } }) => {
      for (const { reject } of this.#calls.get(sessionId)?.values() ?? []) reject(new Error("the thread has ended"));
      this.#calls.delete(sessionId);
      for (const [threadId, known] of this.#sessionOf) if (known === sessionId) this.#sessionOf.delete(threadId);
    });
    session.post("NodeWorker.enable", { waitForDebuggerOnStart: false });
  }

  disconnect(): void {
    this.#session.disconnect();
  }

  /**
   * Evaluates in the thread, also while it runs synchronous code; 0 is the main thread.
   * @throws Error where the thread has not been attached to yet, or has ended
   */
  async evaluate(threadId: number, expression: string): Promise<unknown> {
    const parameters = { expression, silent: true, returnByValue: true };
    const answer = threadId === 0 ? this.#postToMain(parameters) : this.#postToWorker(threadId, parameters);
    return (await answer)?.result?.value;
  }

  #postToMain(parameters: { expression: string }): Promise<Evaluated | undefined> {
    return new Promise((resolve, reject) => {
      this.#session.post("Runtime.evaluate", parameters, (error, result) => {
        if (error === null) resolve(result);
        else reject(new Error(error.message));
      });
    });
  }

  #postToWorker(threadId: number, params: { expression: string }): Promise<Evaluated | undefined> {
    const sessionId = this.#sessionOf.get(threadId) ?? "";
    const calls = this.#calls.get(sessionId);
    if (calls === undefined) return Promise.reject(new Error(`thread ${threadId} is not attached`));
    const id = ++this.#lastId;
    const message = stringify({ id, method: "Runtime.evaluate", params });
    return new Promise((resolve, reject) => {
      calls.set(id, { resolve, reject });
      this.#session.post("NodeWorker.sendMessageToWorker", { sessionId, message });
    });
  }

  #answered(sessionId: string, { id, result, error }: WorkerMessage): void {
    if (id === undefined) return;
    const call = this.#calls.get(sessionId)?.get(id);
    this.#calls.get(sessionId)?.delete(id);
    if (error === undefined) call?.resolve(result);
    else call?.reject(new Error(error.message));
  }
}
