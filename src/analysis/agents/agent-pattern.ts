/** @param pattern of an agent's id, with `*` for any characters */
export function agentPattern(pattern: string): (id: string) => boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const whole = new RegExp(`^${parts.join(".*")}$`, "s");
  return (id) => whole.test(id);
}
