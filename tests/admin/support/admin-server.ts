import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as readText } from "node:stream/consumers";
import { systemClock } from "@aiwhisperer/engine";
import type { AuditRecord } from "@aiwhisperer/protocol/admin";
import type { AdminOptions } from "@aiwhisperer/server";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { openAuthentication } from "../../../packages/server/src/auth/authentication.ts";
import { secretKeys } from "../../../packages/server/src/auth/jwt-keys.ts";
import { AUDIENCE, ISSUER, SECRET, secretToken } from "../../auth/support/tokens.ts";
import { RawClient } from "../../support/raw-client.ts";
import { startTestServer, type TestServer, type TestServerOptions } from "../../support/server.ts";

/** A request to the admin API, and what is not as usual about it. */
export interface AskOptions {
  readonly method?: "GET" | "POST" | "PUT";
  /** Default: an admin's. An empty one is left out. */
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default, unless it is a GET: an empty object. */
  readonly body?: string;
}

/** An answer of the admin API. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look at it as they like.
  readonly json: any;
}

/** A server that asks who is there, with its admins' side. */
export interface AdminServer extends TestServer {
  readonly auditPath: string;
  readonly keysPath: string;
  /** Everything that it has logged. */
  logged(): string;
  /** Asks `/admin/api`. */
  ask(path: string, options?: AskOptions): Promise<Answer>;
  /** Connects a user. */
  connectAs(userId: string): Promise<RawClient>;
  /** What the audit file has. */
  audited(): Promise<readonly AuditRecord[]>;
}

/** What a test wants to be otherwise. */
export interface AdminServerOptions extends TestServerOptions {
  readonly admin?: Partial<AdminOptions>;
  /** Whether clients have to show who they are. Default: they do. */
  readonly asksWho?: boolean;
  readonly logLevel?: string;
}

/** A token of a user that ends in ten minutes, or ended that many seconds ago. */
export function tokenOf(userId: string, { role = "user", endedAgo = -600 } = {}): string {
  return secretToken({ sub: userId, role, exp: Math.floor(Date.now() / 1_000) - endedAgo });
}

/** The token of the admin Ada. */
export const adminToken = (): string => tokenOf("ada", { role: "admin" });

/** Starts a server that ends with the test. */
export async function startAdminServer(options: AdminServerOptions = {}): Promise<AdminServer> {
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-admin-"));
  const [auditPath, keysPath] = [join(folder, "data", "admin-audit.jsonl"), join(folder, "keys.jsonl")];
  const lines: string[] = [];
  const logger = pino({ level: options.logLevel ?? "warn" }, { write: (line) => void lines.push(line) });
  const authentication = options.asksWho === false ? undefined : await askingWho(keysPath);
  const admin = { version: "1.2.3", auditPath, ...options.admin };
  const server = await startTestServer({
    ...options,
    server: { logger, authentication, admin, ...options.server },
  });
  onTestFinished(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    ...server,
    auditPath,
    keysPath,
    logged: () => lines.join(""),
    ask: (path, asked) => ask(`${server.url}/admin/api${path}`, asked),
    connectAs: (userId) =>
      RawClient.connect(server.wsUrl, { headers: { authorization: `Bearer ${tokenOf(userId)}` } }),
    audited: () => readAudit(auditPath),
  };
}

/** Sends a request, as an admin unless it says otherwise. */
export async function ask(url: string, options: AskOptions = {}): Promise<Answer> {
  const { method = "GET", token = adminToken(), headers = {}, body = "{}" } = options;
  const sent = request(url, {
    method,
    headers: {
      ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
      ...(method === "GET" ? {} : { "content-type": "application/json" }),
      ...headers,
    },
  });
  sent.end(method === "GET" ? "" : body);
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  const text = await readText(response);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text,
    get json() {
      return JSON.parse(text);
    },
  };
}

/** The records of an audit file, oldest first. */
export async function readAudit(path: string): Promise<readonly AuditRecord[]> {
  const text = await readFile(path, "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

function askingWho(keysPath: string) {
  return openAuthentication({
    clock: systemClock,
    jwt: { keys: secretKeys(SECRET), issuer: ISSUER, audience: AUDIENCE },
    limits: { clockSkewMs: 0 },
    apiKeys: { path: keysPath, checkIntervalMs: 20 },
    onFault: (error) => {
      throw error;
    },
  });
}
