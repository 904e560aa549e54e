import { describe, expect, it, onTestFinished } from "vitest";
import { addKey, revokeKey } from "../../packages/server/src/auth/api-key-file.ts";
import { startTestServer } from "../support/server.ts";
import { type AdminServer, adminToken, startAdminServer, tokenOf } from "./support/admin-server.ts";

/** Every route, with a request that an admin would send. */
const ROUTES: readonly (readonly [path: string, method: "GET" | "POST" | "PUT", body?: string])[] = [
  ["/server", "GET"],
  ["/connections", "GET"],
  ["/sessions", "GET"],
  ["/turns", "GET"],
  ["/configuration", "GET"],
  ["/audit", "GET"],
  ["/log-level", "GET"],
  ["/log-level", "PUT", '{"level":"error"}'],
  ["/connections/CONNECTION/end", "POST"],
  ["/sessions/SESSION/stop", "POST"],
  ["/drain", "POST"],
];

/** Sends a request for the connection and the session that are there. */
async function send(server: AdminServer, [path, method, body]: (typeof ROUTES)[number], token: string) {
  const client = await server.connectAs("ann");
  const { result } = await client.call("startSession", { userId: "ann" });
  const { sessionId } = result as { sessionId: string };
  const { rows } = (await server.ask("/connections")).json;
  const url = path.replace("CONNECTION", rows.at(-1).connectionId).replace("SESSION", sessionId);
  const request = { token, method, ...(body === undefined ? {} : { body }) };
  return { client, sessionId, answer: await server.ask(url, request) };
}

/** Nothing has happened to the server, the session or the connection. */
async function expectUntouched(server: AdminServer, { client, sessionId }: Awaited<ReturnType<typeof send>>) {
  expect((await client.call("getSession", { sessionId })).result).toMatchObject({ session: { status: 1 } });
  expect((await server.ask("/server")).json).toMatchObject({ isDraining: false, logLevel: "warn" });
}

describe.each(ROUTES.map((route) => ({ route })))("$route.1 $route.0", ({ route }) => {
  it("is for admins", async () => {
    const asked: string[] = [];
    const requestEnd = (): void => void asked.push("end");
    const server = await startAdminServer({ admin: { requestEnd } });
    const { answer } = await send(server, route, adminToken());
    expect([answer.status, answer.headers["cache-control"]]).toEqual([
      route[0] === "/drain" ? 202 : 200,
      "no-store",
    ]);
    await expect.poll(() => asked).toEqual(route[0] === "/drain" ? ["end"] : []);
  });

  it("refuses users, and requests without a credential or with an expired one", async () => {
    const server = await startAdminServer({ admin: { requestEnd: () => expect.unreachable() } });
    const request = { name: "laptop", userId: "ada", isAdmin: true };
    const { id, text: revoked } = await addKey(server.keysPath, request, { now: Date.now() });
    await revokeKey(server.keysPath, id, { now: Date.now() });
    const credentials = [
      [tokenOf("ann"), 403],
      ["", 401],
      ["nonsense", 401],
      [tokenOf("ada", { role: "admin", endedAgo: 1 }), 401],
      [revoked, 401],
    ] as const;
    for (const [token, status] of credentials) {
      const sent = await send(server, route, token);
      expect(sent.answer.status).toBe(status);
      expect(sent.answer.headers["www-authenticate"] !== undefined).toBe(status === 401);
      await expectUntouched(server, sent);
    }
  });
});

describe("a server without authentication", () => {
  it("treats every caller as an admin, as for its metrics", async () => {
    const server = await startAdminServer({ asksWho: false });
    expect((await server.ask("/server", { token: "" })).json).toMatchObject({
      userId: "local",
      version: "1.2.3",
    });
  });

  it("has no admin API unless the program enables it", async () => {
    const { url, stop } = await startTestServer();
    onTestFinished(stop);
    expect((await fetch(`${url}/admin/api/server`)).status).toBe(404);
  });
});
