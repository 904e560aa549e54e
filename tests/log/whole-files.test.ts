import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { replaceWhole } from "../../packages/engine/src/log/new-file.ts";
import { createTemporaryFolder, type TemporaryFolder } from "./temporary-folder.ts";

const MODULE = new URL("../../packages/engine/src/log/new-file.ts", import.meta.url).href;

let folder: TemporaryFolder;
let path: string;
beforeEach(async () => {
  folder = await createTemporaryFolder();
  path = join(folder.path, "file");
  writeFileSync(path, "x".repeat(500_000));
});
afterEach(() => folder.remove());

/** Runs a statement in a process that may write files of 64 KiB at most: a larger one ends it, or fails. */
function runLimited(statement: string): void {
  const program = `import { copyWhole, replaceWhole } from ${JSON.stringify(MODULE)}; ${statement}`;
  const { status } = spawnSync(
    "bash",
    ["-c", 'ulimit -f 64; exec "$0" --input-type=module -e "$1" "$2"', process.execPath, program, path],
    { stdio: "ignore" },
  );
  expect(status).not.toBe(0);
}

it("a file that is replaced is the old one until the new one is whole", () => {
  runLimited("replaceWhole(process.argv[1], Buffer.alloc(900_000, 121));");
  expect(readFileSync(path, "utf8")).toBe("x".repeat(500_000));
  // What was left over does not matter.
  replaceWhole(path, Buffer.from("new"));
  expect(readFileSync(path, "utf8")).toBe("new");
  expect(readdirSync(folder.path)).toEqual(["file"]);
});

it("a copy is whole or not there", () => {
  runLimited("copyWhole(process.argv[1], process.argv[1] + '-copy');");
  expect(readdirSync(folder.path)).not.toContain("file-copy");
});
