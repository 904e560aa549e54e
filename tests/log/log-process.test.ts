import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SqliteEventLog } from "../../packages/engine/src/log/sqlite/sqlite-event-log.ts";
import { readAll } from "./sample.ts";
import { createTemporaryFolder, type TemporaryFolder } from "./temporary-folder.ts";

let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await createTemporaryFolder();
});

afterEach(() => folder.remove());

function run(script: string, args: readonly string[], options: { readonly uid?: number } = {}) {
  const file = join(import.meta.dirname, script);
  return spawn(process.execPath, [file, ...args], { stdio: ["ignore", "pipe", "inherit"], ...options });
}

describe("a log whose process is killed", () => {
  it("holds every commit that was acknowledged, and no part of another", async () => {
    const path = join(folder.path, "log.sqlite");
    for (const acknowledgements of [1, 40]) {
      const file = `${path}.${acknowledgements}`;
      const writer = run("write-until-killed.ts", [file]);
      let acknowledged = 0;
      for await (const line of createInterface({ input: writer.stdout })) {
        acknowledged = Number(line);
        if (acknowledged === acknowledgements) {
          writer.kill("SIGKILL");
        }
      }
      const log = await SqliteEventLog.open({ path: file });
      expect(log.damage).toEqual([]);
      const [first, second] = [await readAll(log, "s1"), await readAll(log, "s2")];
      await log.close();
      expect(acknowledged).toBeGreaterThanOrEqual(acknowledgements);
      expect(first.length).toBeGreaterThanOrEqual(acknowledged);
      expect(second.length).toBe(first.length);
    }
  });
});

describe("a log that this user may not write", () => {
  async function faultOf(path: string): Promise<string> {
    // The right to write does not bind root: another user has to try.
    const reporter = run("report-fault.ts", [path], process.getuid?.() === 0 ? { uid: 65534 } : {});
    const [output] = await Promise.all([reporter.stdout.toArray(), once(reporter, "close")]);
    return output.join("");
  }

  it("is refused as read-only: the folder, the file, and a place that cannot be made", async () => {
    await chmod(folder.path, 0o777);
    const data = join(folder.path, "data");
    await mkdir(data);
    const path = join(data, "log.sqlite");
    await (await SqliteEventLog.open({ path })).close();
    await chmod(data, 0o777);
    await chmod(path, 0o666);
    expect(await faultOf(path)).toBe("opened");
    await chmod(path, 0o444);
    expect(await faultOf(path)).toBe("read_only");
    await chmod(path, 0o666);
    await chmod(data, 0o555);
    expect(await faultOf(path)).toBe("read_only");
    expect(await faultOf(join(data, "deeper", "log.sqlite"))).toBe("read_only");
  });
});
