import { SqliteEventLog } from "../../packages/engine/src/log/sqlite/sqlite-event-log.ts";
import { appendOf } from "./sample.ts";

// Run as a process of its own: commits to two sessions without end and prints each sequence once it is
// committed.
const log = await SqliteEventLog.open({ path: process.argv[2] ?? "" });
for (let sequence = 1; ; sequence += 1) {
  await log.commit([appendOf("s1", sequence, ["a".repeat(500)]), appendOf("s2", sequence, ["b"])]);
  process.stdout.write(`${sequence}\n`);
  await new Promise(setImmediate);
}
