/** Bytes that can be read at any place, at any time: snapshots are larger than what a string or a Buffer may hold. */
export interface ByteSource {
  /** For messages. */
  readonly name: string;
  readonly size: number;
  /** Reads from `position` on. @returns how many bytes it read; 0 at the end. */
  read(into: Uint8Array, position: number): number;
}
