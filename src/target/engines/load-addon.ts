/** Loads a native addon without a trace in `require.cache`. */
const { dlopen } = process;

/** @throws Error where the file is missing, or built for another version of Node */
export function loadAddon(file: string): unknown {
  const module = { exports: {} };
  dlopen.call(process, module, file);
  return module.exports;
}
