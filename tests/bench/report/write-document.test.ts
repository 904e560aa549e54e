import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { describeMachine } from "../measure/machine.ts";
import { writeDocument } from "./write-document.ts";

async function docsFolder(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "bench-docs-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, "measurements.md"), text);
  return folder;
}

const RESULTS = {
  startedAt: "2027-01-02T03:04:05.000Z",
  command: "npm run bench",
  machine: describeMachine(),
  isQuick: false,
  rounds: 1,
  options: [],
  skipped: [],
  failures: [],
  measurements: [
    { round: 0, workload: "w2", subject: "aiwhisperer", case: "50", figures: { cpuPer1mPieces: 5 } },
  ],
};

it("puts figures between the marks, twice as well as once, and takes charts away that have no figures", async () => {
  const marks = ["<!-- figures: written by npm run bench, do not edit -->", "<!-- end of figures -->"];
  const folder = await docsFolder(`# Title\n\n${marks.join("\nold figures\n")}\n\nthe end\n`);
  await writeFile(join(folder, "old.svg"), "");
  await writeDocument(RESULTS, folder);
  const once = await readFile(join(folder, "measurements.md"), "utf8");
  expect(once).toMatch(
    /^# Title\n\n<!-- figures[\s\S]*\| server CPU for 1,000,000 pieces, s \| 5\.0 \|[\s\S]*figures -->\n\nthe end\n$/,
  );
  expect(once).not.toContain("old figures");
  expect((await readdir(folder)).sort()).toEqual(["measurements.md", "w2.svg"]);
  await writeDocument(RESULTS, folder);
  expect(await readFile(join(folder, "measurements.md"), "utf8")).toBe(once);
});

it("leaves a page without marks as it is", async () => {
  const folder = await docsFolder("# Title\n");
  await expect(writeDocument(RESULTS, folder)).rejects.toThrow("has not both marks");
  expect(await readFile(join(folder, "measurements.md"), "utf8")).toBe("# Title\n");
});
