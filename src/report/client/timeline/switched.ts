/** What a reader turned on or off, as the names of what differs from the beginning. */
export function isOn(switched: string, name: string, isOnAtFirst: boolean): boolean {
  return switched.split(",").includes(name) !== isOnAtFirst;
}

export function withSwitched(switched: string, name: string): string {
  const names = switched.split(",").filter((one) => one !== "");
  return (names.includes(name) ? names.filter((one) => one !== name) : [...names, name]).join(",");
}
