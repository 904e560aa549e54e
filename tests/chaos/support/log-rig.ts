import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, createClient } from "@aiwhisperer/client";
import { LogFault, SqliteEventLog, type SqliteLogOptions } from "@aiwhisperer/engine";
import { EventRecorder } from "../../support/event-recorder.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { SteeredModel } from "./steered-model.ts";
import { WireTap } from "./wire-tap.ts";

/**
 * A server over a log in a file that a test does harm to, with a client and a model that are in the test's
 * hand.
 */
export interface LogRig {
  readonly server: TestServer;
  readonly log: SqliteEventLog;
  readonly path: string;
  readonly model: SteeredModel;
  readonly recorder: EventRecorder;
  readonly client: Client;
  readonly tap: WireTap;
  /** Codes of the log's faults that were reported to the operator so far. */
  faultCodes(): readonly string[];
  /** Resolves when a fault of the log with that code is reported to the operator. */
  untilFault(code: string): Promise<LogFault>;
  /** Status and checks of `/readyz`. */
  readiness(): Promise<{ readonly status: number; readonly log: string }>;
  stop(): Promise<void>;
}

/** Starts one in `folder`, or in a folder of its own. */
export async function startLogRig(options: Partial<SqliteLogOptions> = {}, folder?: string): Promise<LogRig> {
  const ownFolder = folder ?? (await mkdtemp(join(tmpdir(), "aiwhisperer-disk-")));
  const path = join(ownFolder, "log.sqlite");
  const log = await SqliteEventLog.open({ path, busyTimeoutMs: 20, ...options });
  const model = new SteeredModel();
  const server = await startTestServer({ log, models: model.catalog });
  const recorder = new EventRecorder();
  server.engine.delegates.register(recorder);
  const tap = new WireTap();
  const client = createClient({
    url: server.wsUrl,
    createTransport: tap.open,
    reconnect: { minDelayMs: 5, maxDelayMs: 50 },
  });
  const faults = () =>
    recorder.told.flatMap((event) => {
      if (event.name !== "engine_error_occurred") return [];
      return event.error instanceof LogFault ? [event.error] : [];
    });
  return {
    server,
    log,
    path,
    model,
    recorder,
    client,
    tap,
    faultCodes: () => faults().map(({ code }) => code),
    async untilFault(code) {
      await recorder.until(() => faults().some((fault) => fault.code === code));
      return faults().find((fault) => fault.code === code)!;
    },
    async readiness() {
      const response = await fetch(`${server.url}/readyz`);
      const { checks } = (await response.json()) as { checks: { log: string } };
      return { status: response.status, log: checks.log };
    },
    async stop() {
      client.close();
      await server.stop();
      if (folder === undefined) await rm(ownFolder, { recursive: true, force: true });
    },
  };
}
