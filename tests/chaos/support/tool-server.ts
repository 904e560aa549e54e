import { enableCompileCache, flushCompileCache } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

// Run as a process of its own, with the arguments of the real one that it needs: a server whose model follows
// a script, and whose tools record their runs in a file.
enableCompileCache(fileURLToPath(new URL("../../../node_modules/.cache/compiled", import.meta.url)));

const { values } = parseArgs({
  allowPositionals: true,
  options: { port: { type: "string" }, "data-dir": { type: "string" } },
});
const { port = "0", "data-dir": dataDir = "" } = values;

// Loaded only now, so that the cache has them.
const [{ Engine, SqliteEventLog }, { startServer }, { pino }, { createToolModel }, tools, record] =
  await Promise.all([
    import("@aiwhisperer/engine"),
    import("@aiwhisperer/server"),
    import("pino"),
    import("./tool-model.ts"),
    import("./storm-tools.ts"),
    import("./tool-record.ts"),
  ]);
// A process that is killed leaves nothing behind by itself.
flushCompileCache();
const engine = new Engine({
  log: await SqliteEventLog.open({ path: join(dataDir, "log.sqlite") }),
  models: createToolModel(2).catalog,
  tools: [tools.recordedTools(record.toolRecordOf(dataDir))],
  // In a storm a turn is cut off more often than one that is to blame for it.
  limits: { maxTurnRestarts: 10_000, toolLeaseGraceMs: 100 },
});
const logger = pino({ level: "warn" }, pino.destination(2));
engine.delegates.register({
  name: "errors",
  events: ["engine_error_occurred", "delegate.failed"],
  handle: (event) => logger.error({ err: "error" in event ? event.error : event }, event.name),
});
await engine.start();
const server = await startServer({ engine, logger }, { host: "127.0.0.1", port: Number(port) });
process.stdout.write(`listens on ${server.url}\n`);
