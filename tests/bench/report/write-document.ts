import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Results } from "../measure/results.ts";
import { writeUp } from "./performance-document.ts";

const BEGIN = "<!-- figures: written by npm run bench, do not edit -->";
const END = "<!-- end of figures -->";
const DOCUMENT = "measurements.md";

/**
 * Puts results into `measurements.md` of a folder, between its two marks, and their charts beside it. Rejects
 * where the marks are missing.
 */
export async function writeDocument(results: Results, folder: string): Promise<void> {
  const file = join(folder, DOCUMENT);
  const text = await readFile(file, "utf8");
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`${file} has not both marks, ${BEGIN} and ${END}`);
  const { markdown, charts } = writeUp(results);
  for (const name of await readdir(folder)) if (name.endsWith(".svg")) await rm(join(folder, name));
  for (const [name, chart] of charts) await writeFile(join(folder, name), chart);
  await writeFile(file, `${before}${BEGIN}\n\n${markdown}\n\n${END}${after}`);
}
