import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** One run of a tool, recorded by the tool itself, independent of the server's log. */
export interface ToolRun {
  readonly toolName: string;
  readonly toolCallId: string;
}

/** File of a data folder that the tools of a storm write their runs to. */
export function toolRecordOf(dataDir: string): string {
  return join(dataDir, "tool-runs.txt");
}

/** Adds a run to a file. It is on the disk before this returns, whatever becomes of the process then. */
export function recordRun(path: string, { toolName, toolCallId }: ToolRun): void {
  const file = openSync(path, "a");
  try {
    writeSync(file, `${toolName} ${toolCallId}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The runs in a file, in order. */
export async function readRuns(path: string): Promise<readonly ToolRun[]> {
  const lines = (await readFile(path, "utf8")).split("\n").slice(0, -1);
  return lines.map((line) => {
    const [toolName = "", toolCallId = ""] = line.split(" ");
    return { toolName, toolCallId };
  });
}
