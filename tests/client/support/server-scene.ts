import { type Client, createClient } from "@aiwhisperer/client";
import { afterEach } from "vitest";
import { SqliteEventLog } from "../../../packages/engine/src/log/sqlite/sqlite-event-log.ts";
import { createTemporaryFolder, type TemporaryFolder } from "../../log/temporary-folder.ts";
import { startTestServer, type TestServer, type TestServerOptions } from "../../support/server.ts";

/** A server of one test, which may be started again with the same log, and the clients of it. */
export interface ServerScene {
  /** Starts the server. Default log: a database that is there after a restart. */
  start(options: TestServerOptions): Promise<void>;
  stop(): Promise<void>;
  connect(): Client;
}

/** Makes the scene of a file's tests; what a test has started ends with it. */
export function setUpServer(): ServerScene {
  let server: TestServer | undefined;
  let folder: TemporaryFolder | undefined;
  let clients: Client[] = [];
  const stop = async () => {
    await server?.stop();
    server = undefined;
  };
  afterEach(async () => {
    for (const client of clients) client.close();
    clients = [];
    await stop();
    await folder?.remove();
    folder = undefined;
  });
  return {
    async start(options) {
      folder ??= await createTemporaryFolder();
      const log = options.log ?? (await SqliteEventLog.open({ path: `${folder.path}/log.sqlite` }));
      server = await startTestServer({ ...options, log });
    },
    stop,
    connect() {
      if (server === undefined) throw new Error("start the server first");
      const client = createClient({ url: server.wsUrl });
      clients.push(client);
      return client;
    },
  };
}
