import { LogFault } from "../../packages/engine/src/log/log-fault.ts";
import { SqliteEventLog } from "../../packages/engine/src/log/sqlite/sqlite-event-log.ts";

// Run as a process of its own, with the rights of another user: opens a log and prints how that went.
try {
  const log = await SqliteEventLog.open({ path: process.argv[2] ?? "" });
  await log.close();
  process.stdout.write("opened");
} catch (error) {
  process.stdout.write(error instanceof LogFault ? error.code : String(error));
}
