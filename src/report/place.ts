import type { FrameView } from "./view-model.ts";

/** Where a frame is in the code, as editors understand it: `src/bus.ts:23:5`; "" for V8's own states. */
export function place(frame: FrameView, { column = false } = {}): string {
  if (frame.line === 0) return frame.file;
  return column ? `${frame.file}:${frame.line}:${frame.column}` : `${frame.file}:${frame.line}`;
}

/** The same for a narrow column beside the package's name, whose folder it leaves out. */
export function shortPlace(frame: FrameView): string {
  const folder = `node_modules/${frame.package}/`;
  const at = frame.package === "" ? -1 : frame.file.lastIndexOf(folder);
  return at === -1 ? place(frame) : place({ ...frame, file: frame.file.slice(at + folder.length) });
}
