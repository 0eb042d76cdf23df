/** What @clinic/doctor says of a run. */
import type { DoctorVerdict } from "../../run/doctor-verdict.ts";
import type { Run } from "../../run/read-run.ts";
import type { Finding } from "../finding.ts";

const WORDS: Readonly<Record<string, string>> = {
  "event-loop": "a potential event loop issue",
  gc: "a potential garbage collection issue",
  io: "a potential I/O issue",
  none: "no issue",
  unknown: "an issue, but not of which kind",
  data: "too little to judge",
};

/** Clinic's verdict, or why there is none. */
export function doctorFindings({ manifest, doctor }: Run): Finding[] {
  if (manifest.verb !== "doctor") return [];
  if (doctor === undefined) {
    const message =
      "@clinic/doctor had nothing to judge: the program was killed, blocked all the time, or ran for a few milliseconds";
    return [{ rule: "clinic-doctor", severity: "info", message, evidence: {} }];
  }
  const { category, categoryWithCore, issues, samples } = doctor;
  const isWell = ["none", "data"].includes(categoryWithCore);
  return [
    {
      rule: "clinic-doctor",
      severity: isWell ? "info" : "warning",
      message: [doctorHeadline(doctor), ...doctor.adviceWithCore].join(". "),
      evidence: { category, categoryWithCore, issues, samples },
    },
  ];
}

/** One sentence. On a busy machine the program waits for a core, which clinic takes for delays and I/O. */
export function doctorHeadline({ version, category, categoryWithCore }: DoctorVerdict): string {
  const sees = (kind: string): string => WORDS[kind] ?? kind;
  const said = `Clinic Doctor ${version} sees ${sees(category)}`;
  if (category === categoryWithCore) return said;
  return `${said}; with the time taken out in which the program had no core: ${sees(categoryWithCore)}`;
}
