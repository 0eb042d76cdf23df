// A heap of long messages, written as a snapshot: heap-texts.cjs <messages> <file>. V8 keeps 1024 characters of each.
const v8 = require("node:v8");

const [count, file] = process.argv.slice(2);
class Message {
  constructor(number) {
    this.content = Buffer.from(`${number} ${"what the model said, at length. ".repeat(33)}`).toString();
  }
  get length() {
    return this.content.length;
  }
}
globalThis.messages = Array.from({ length: Number(count) }, (_, i) => new Message(i));
v8.writeHeapSnapshot(file);
