import { readdir, readFile } from "node:fs/promises";

/** Ticks of a second in `/proc/<pid>/stat`; Linux uses this value on every machine. */
const TICKS = 100;

/**
 * Processor seconds that the process has used, of all its threads, as the kernel counts them: to the
 * nanosecond where available, else to 10 ms.
 */
export async function cpuSeconds(pid: number): Promise<number> {
  try {
    const threads = await readdir(`/proc/${pid}/task`);
    const each = await Promise.all(
      threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/schedstat`, "utf8")),
    );
    return each.reduce((sum, text) => sum + Number.parseInt(text, 10), 0) / 1e9;
  } catch {
    return parseStat(await readFile(`/proc/${pid}/stat`, "utf8"));
  }
}

/**
 * Processor seconds by the text of `/proc/<pid>/stat`. The program's name is in parentheses and may have
 * spaces.
 */
export function parseStat(text: string): number {
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}
