import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@aiwhisperer/engine";
import { pino } from "pino";
import { addKey } from "../../packages/server/src/auth/api-key-file.ts";
import { openAuthentication } from "../../packages/server/src/auth/authentication.ts";
import { RawClient } from "../support/raw-client.ts";
import { startTestServer, testModels } from "../support/server.ts";
import { webAppFolder } from "./web-app.ts";

const configuration = [
  { name: "port", group: "Where it listens", value: "8000", source: "default" },
  { name: "maxBatch", group: "Limits of connections", value: "8", source: "--max-batch" },
  { name: "OPENAI_API_KEY", group: "Model providers", value: "(set, not shown)", source: "variable" },
];

/** A server with its page for admins, that asks for an API key; the demo model of it is slow. */
export async function startAdminPageServer() {
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-admin-page-"));
  const keysPath = join(folder, "keys.jsonl");
  const authentication = await openAuthentication({
    clock: systemClock,
    apiKeys: { path: keysPath, checkIntervalMs: 20 },
    onFault: (error) => {
      throw error;
    },
  });
  const logger = pino({ level: "warn" }, { write: () => undefined });
  const drainRequests: number[] = [];
  const admin = {
    version: "0.1.0",
    configuration,
    auditPath: join(folder, "admin-audit.jsonl"),
    requestEnd: () => void drainRequests.push(Date.now()),
  };
  const server = await startTestServer({
    models: testModels(200),
    server: { authentication, admin, logger, webAppFolder },
  });
  const keyOf = async (userId: string, isAdmin = false): Promise<string> =>
    (await addKey(keysPath, { name: "test", userId, isAdmin }, { now: Date.now() })).text;
  return {
    ...server,
    logger,
    /** One for each time that an admin wanted the server to end. */
    drainRequests,
    keyOf,
    /** Connects a user, with a session of theirs in which an answer runs. */
    async connectBusy(userId: string) {
      const headers = { authorization: `Bearer ${await keyOf(userId)}` };
      const client = await RawClient.connect(server.wsUrl, { headers });
      const { result } = await client.call("startSession", { userId });
      const { sessionId } = result as { sessionId: string };
      await client.call("sendUserMessage", { sessionId, message: "count to 500" });
      return { client, sessionId };
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
