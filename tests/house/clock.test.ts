import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const SERVER = join(import.meta.dirname, "../../packages/server/src");

/**
 * Reads the machine's time, or waits by it. `setImmediate` waits for no time, `monitorEventLoopDelay`
 * measures the machine itself.
 */
const OWN_TIME =
  /\b(?:setTimeout|setInterval|AbortSignal\.timeout|Date\.now|performance\.now|process\.hrtime)\b|new Date\(\)|timers\/promises/;

it("the server reads the time and waits only by the injected clock", () => {
  const found = globSync("**/*.ts", { cwd: SERVER })
    .filter((name) => !name.endsWith(".test.ts"))
    .filter((name) => OWN_TIME.test(readFileSync(join(SERVER, name), "utf8")));
  expect(found).toEqual([]);
});
