import { join } from "node:path";
import { LOG_ENGINES } from "@aiwhisperer/engine";
import { SqliteEventLog } from "../../packages/engine/src/log/sqlite/sqlite-event-log.ts";
import { eventLogSuite } from "./event-log-suite.ts";

eventLogSuite("the log in a SQLite file", (folder, options) =>
  SqliteEventLog.open({ path: join(folder, "data", "log.sqlite"), ...options }),
);

eventLogSuite("the log in memory", async (folder, options) =>
  LOG_ENGINES.memory.open({ path: folder, ...options }),
);
