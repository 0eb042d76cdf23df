/** Puts a report into the folder of reports, and brings the index up to date. */
import { closeSync, mkdirSync, openSync, readdirSync, readSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { SwarmprofError } from "../errors.ts";
import { encodeReport } from "../report/columns.ts";
import { type ReportAssets, renderHtml } from "../report/html/render-html.ts";
import { type IndexedReport, renderIndex } from "../report/html/render-index.ts";
import { labelOf, labelTag, readLabelTag } from "../report/report-label.ts";
import type { ReportView } from "../report/view-model.ts";
import { benchFolder } from "../run/layout.ts";

/** A label stands in the head of a report; no more of it is read. */
const HEAD_BYTES = 64 * 1024;

/**
 * @returns path of the report
 * @throws SwarmprofError OUTPUT_UNWRITABLE
 */
export function writeReport(view: ReportView, status: string, folder: string, assets: ReportAssets): string {
  const data = gzipSync(encodeReport(view), { level: 6 }).toString("base64");
  return putReport(view, status, folder, assets, (head) => renderHtml(view, assets, data, head));
}

/**
 * The same of a page of another kind.
 * @param render is given the tags for the head by which the index knows the report
 * @throws SwarmprofError OUTPUT_UNWRITABLE
 */
export function putReport(
  view: ReportView,
  status: string,
  folder: string,
  assets: ReportAssets,
  render: (head: string) => string,
): string {
  const file = join(folder, `${benchFolder(view.bench)}-${view.runId}.html`);
  try {
    mkdirSync(folder, { recursive: true });
    writeWhole(file, render(`${labelTag(labelOf(view, status))}\n`));
    writeWhole(join(folder, "index.html"), renderIndex(listReports(folder), assets));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SwarmprofError(
      "OUTPUT_UNWRITABLE",
      `Can't write the report to ${folder}: ${why}. Choose a folder with --out`,
      {
        cause,
      },
    );
  }
  return file;
}

function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.${process.pid}.tmp`, text);
  renameSync(`${file}.${process.pid}.tmp`, file);
}

function listReports(folder: string): IndexedReport[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".html") && name !== "index.html")
    .flatMap((file) => {
      const label = readLabelTag(readHead(join(folder, file)));
      return label === undefined ? [] : [{ file, ...label }];
    });
}

/** @returns "" for what is no file, or can't be read: it is not listed then */
function readHead(file: string): string {
  try {
    return readStart(file);
  } catch {
    return "";
  }
}

function readStart(file: string): string {
  const fd = openSync(file, "r");
  try {
    const buffer = Buffer.alloc(HEAD_BYTES);
    return buffer.toString("utf8", 0, readSync(fd, buffer, 0, HEAD_BYTES, 0));
  } finally {
    closeSync(fd);
  }
}
