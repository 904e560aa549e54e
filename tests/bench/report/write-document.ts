import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Results } from "../measure/results.ts";
import { writeUp } from "./performance-document.ts";

const BEGIN = "<!-- figures: written by npm run bench, do not edit -->";
const END = "<!-- end of figures -->";
const CHARTS = "performance";

/** Puts results into `performance.md` of a folder, between its two marks, and their charts beside it. Rejects where the marks are missing. */
export async function writeDocument(results: Results, docsFolder: string): Promise<void> {
  const file = join(docsFolder, "performance.md");
  const text = await readFile(file, "utf8");
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`${file} has not both marks, ${BEGIN} and ${END}`);
  const { markdown, charts } = writeUp(results, CHARTS);
  const folder = join(docsFolder, CHARTS);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, chart] of charts) await writeFile(join(folder, name), chart);
  await writeFile(file, `${before}${BEGIN}\n\n${markdown}\n\n${END}${after}`);
}
