/** What a reader found, and what it took: to be compared with what another found. */
export function said(found) {
  const { user, system } = process.cpuUsage();
  const cost = { cpuMs: (user + system) / 1000, peakRssBytes: process.resourceUsage().maxRSS * 1024 };
  process.stdout.write(`${JSON.stringify({ ...found, ...cost })}\n`);
}
