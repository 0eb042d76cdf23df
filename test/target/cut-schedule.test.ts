import { expect, test } from "vitest";
import { CutSchedule } from "../../src/target/cut-schedule.ts";

const SECOND = 1_000_000;

/** Cuts at which second, when each takes `tookUs`. */
function cutTimes(seconds: number, tookUs: number): number[] {
  const schedule = new CutSchedule();
  schedule.enter(0, 0, 0);
  const times: number[] = [];
  for (let now = 0; now <= seconds * SECOND; now += SECOND / 10) {
    for (const { slot } of schedule.due(now)) {
      times.push(now / SECOND);
      schedule.begun(slot);
      schedule.done(slot, now, tookUs);
    }
  }
  return times;
}

test("cuts soon at first, then every five seconds", () => {
  expect(cutTimes(20, 1_000)).toEqual([1, 3, 8, 13, 18]);
});

test("spends little more than 2 % of the time on cuts, however long one takes", () => {
  const times = cutTimes(60, 200_000);
  expect((times.length * 0.2) / 60).toBeLessThanOrEqual(0.025);
  expect(times.length).toBeGreaterThan(3);
});

test("asks a thread that hasn't answered only once", () => {
  const schedule = new CutSchedule();
  schedule.enter(0, 0, 0);
  schedule.begun(0);
  expect(schedule.due(60 * SECOND)).toEqual([]);
});
