import type { Message } from "./message.ts";

/** The messages that wait for one agent, oldest first. */
export class Inbox {
  private readonly waiting: Message[] = [];
  private wake: ((message: Message | undefined) => void) | undefined;
  private closed = false;

  /** Adds a message, and wakes the agent if it sleeps. */
  put(message: Message): void {
    const wake = this.wake;
    this.wake = undefined;
    if (wake === undefined) this.waiting.push(message);
    else wake(message);
  }

  /** Takes the oldest message, or waits for one; `undefined` when the inbox has been closed and is empty. */
  async take(): Promise<Message | undefined> {
    const message = this.waiting.shift();
    if (message !== undefined || this.closed) return message;
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  /** Lets the agent go home once it has read what is left. */
  close(): void {
    this.closed = true;
    this.wake?.(undefined);
    this.wake = undefined;
  }
}
