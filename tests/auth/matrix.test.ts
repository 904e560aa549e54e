import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@aiwhisperer/engine";
import { type InteractiveMethods, interactive, SessionAccess } from "@aiwhisperer/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addKey, revokeKey } from "../../packages/server/src/auth/api-key-file.ts";
import { type Authentication, openAuthentication } from "../../packages/server/src/auth/authentication.ts";
import { secretKeys } from "../../packages/server/src/auth/jwt-keys.ts";
import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { AUDIENCE, ISSUER, SECRET, secretToken } from "./support/tokens.ts";

/**
 * What becomes of a call: it is carried out (or fails for another reason than who calls), it is refused, or
 * there is nothing to be called on.
 */
type Outcome = "done" | "denied" | "not found";

/**
 * Users who are connected, as seen from a session. An admin has no special rights in a session: the role is
 * for the server.
 */
type Role = "owner" | "driver" | "observer" | "other" | "admin";

type Row = Readonly<Record<Role, Outcome>>;

const everybody: Row = { owner: "done", driver: "done", observer: "done", other: "done", admin: "done" };
const stranger = { other: "not found", admin: "not found" } as const;
const observing: Row = { owner: "done", driver: "done", observer: "done", ...stranger };
const driving: Row = { owner: "done", driver: "done", observer: "denied", ...stranger };
const owning: Row = { owner: "done", driver: "denied", observer: "denied", ...stranger };

/** Who may call what. A method of the contract without its row does not compile. */
const MATRIX: Readonly<Record<keyof InteractiveMethods, Row>> = {
  startSession: everybody,
  forkSession: driving,
  attachSession: observing,
  detachSession: observing,
  deleteSession: owning,
  stopSession: driving,
  updateSession: driving,
  getSession: observing,
  listSessions: everybody,
  getHistory: observing,
  shareSession: owning,
  unshareSession: owning,
  authenticate: everybody,
  sendUserMessage: driving,
  compactSession: driving,
  retryTurn: driving,
  cancelTurn: driving,
  pauseSession: driving,
  resumeSession: driving,
  listTools: observing,
  offerTools: driving,
  provideToolResult: driving,
  decideToolCall: driving,
  listGrants: observing,
  revokeGrant: driving,
  askAnswer: driving,
  startPlan: everybody,
  pausePlan: driving,
  resumePlan: driving,
  stopPlan: driving,
  getPlan: observing,
  listModels: everybody,
  searchSessions: everybody,
  listPrompts: everybody,
  getPrompt: everybody,
  listToolServers: everybody,
};

const USERS: Readonly<Record<Role, string>> = {
  owner: "olga",
  driver: "dora",
  observer: "oscar",
  other: "otto",
  admin: "ada",
};
const ROLES = Object.keys(USERS) as Role[];

let folder: string;
let authentication: Authentication;
let server: TestServer;
let clients: Readonly<Record<Role, RawClient>>;

const tokenOf = (userId: string, { role = "user", seconds = 600 } = {}): string =>
  secretToken({ sub: userId, role, exp: Math.floor(Date.now() / 1_000) + seconds });

const connect = (token: string): Promise<RawClient> =>
  RawClient.connect(server.wsUrl, { headers: { authorization: `Bearer ${token}` } });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "aiwhisperer-matrix-"));
  authentication = await openAuthentication({
    clock: systemClock,
    jwt: { keys: secretKeys(SECRET), issuer: ISSUER, audience: AUDIENCE },
    limits: { clockSkewMs: 0 },
    apiKeys: { path: join(folder, "keys.jsonl"), checkIntervalMs: 20 },
    onFault: (error) => {
      throw error;
    },
  });
  server = await startTestServer({ server: { authentication, limits: { maxRequestBurst: 1_000 } } });
  const connected = ROLES.map(async (role) => {
    const token = await tokenOf(USERS[role], { role: role === "admin" ? "admin" : "user" });
    return [role, await connect(token)] as const;
  });
  clients = Object.fromEntries(await Promise.all(connected)) as Record<Role, RawClient>;
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A session of the owner, shared with the driver and the observer; a plan is one, too. */
async function open(isPlan: boolean): Promise<string> {
  const userId = USERS.owner;
  const plan = { name: "p", tasks: [{ id: "a", kind: "no_op" }] };
  const started = isPlan
    ? await clients.owner.call("startPlan", { userId, plan })
    : await clients.owner.call("startSession", { userId });
  const { sessionId, planId } = started.result as { sessionId?: string; planId?: string };
  const id = sessionId ?? planId ?? "";
  for (const [role, access] of [
    ["driver", SessionAccess.Drive],
    ["observer", SessionAccess.Observe],
  ] as const) {
    await clients.owner.call("shareSession", { sessionId: id, userId: USERS[role], access });
  }
  await clients.owner.call("detachSession", { sessionId: id });
  return id;
}

/** Params that are right as far as they can be, so that only who calls decides. */
async function paramsOf(method: keyof InteractiveMethods, role: Role, id: string): Promise<object> {
  const userId = USERS[role];
  switch (method) {
    case "startSession":
      return { userId };
    case "startPlan":
      return { userId, plan: { name: "p", tasks: [{ id: "a", kind: "no_op" }] } };
    case "listSessions":
    case "listModels":
    case "listPrompts":
    case "listToolServers":
      return {};
    case "searchSessions":
      return { query: "hello" };
    case "getPrompt":
      return { name: "server.none" };
    case "authenticate":
      return { token: await tokenOf(userId) };
    case "shareSession":
      return { sessionId: id, userId: "guest", access: SessionAccess.Observe };
    case "unshareSession":
      return { sessionId: id, userId: "guest" };
    case "sendUserMessage":
      return { sessionId: id, message: "hello" };
    case "updateSession":
      return { sessionId: id, title: "named" };
    case "retryTurn":
      return { sessionId: id, turnId: "none" };
    case "offerTools":
      return { sessionId: id, clientId: "c", tools: [] };
    case "provideToolResult":
      return { sessionId: id, toolCallId: "none", result: 1 };
    case "decideToolCall":
      return { sessionId: id, toolCallId: "none", decision: 0 };
    case "revokeGrant":
      return { sessionId: id, grantId: "none" };
    case "askAnswer":
      return { sessionId: id, questionId: "none", declined: true };
    case "pausePlan":
    case "resumePlan":
    case "stopPlan":
    case "getPlan":
      return { planId: id };
    default:
      return { sessionId: id };
  }
}

function outcomeOf({ error }: WireMessage): Outcome {
  const { code } = (error ?? { code: 0 }) as { code: number };
  const { PermissionDenied, SessionNotFound, PlanNotFound } = interactive.errors;
  if (code === SessionNotFound.code || code === PlanNotFound.code) return "not found";
  return code === PermissionDenied.code ? "denied" : "done";
}

const methods = Object.keys(interactive.methods) as (keyof InteractiveMethods)[];
const PLAN_METHODS: readonly string[] = ["pausePlan", "resumePlan", "stopPlan", "getPlan"];

describe("who may call what", () => {
  it("has a row for every method of the contract", () => {
    expect(Object.keys(MATRIX).toSorted()).toEqual(methods.toSorted());
  });

  it.each(methods)("%s", async (method) => {
    for (const role of ROLES) {
      const id = await open(PLAN_METHODS.includes(method));
      // Tools are offered on a connection that is attached.
      if (method === "offerTools") await clients[role].call("attachSession", { sessionId: id });
      const answer = await clients[role].call(method, await paramsOf(method, role, id));
      expect(outcomeOf(answer), `${method} as ${role}: ${JSON.stringify(answer.error)}`).toBe(
        MATRIX[method][role],
      );
    }
  });

  it("answers the same for another user's session as for one that does not exist", async () => {
    const sessionId = await open(false);
    const foreign = await clients.other.call("getSession", { sessionId }, "same");
    const absent = await clients.other.call("getSession", { sessionId: "absent" }, "same");
    expect(JSON.stringify(foreign).replaceAll(sessionId, "absent")).toBe(JSON.stringify(absent));
  });

  it("lists a shared session for its users until the sharing ends, and for no other user", async () => {
    const sessionId = await open(false);
    const find = async (role: Role) => {
      const found: unknown[] = [];
      let cursor: string | undefined;
      do {
        const params = { shared: true, limit: 3, ...(cursor === undefined ? {} : { cursor }) };
        const { result } = await clients[role].call("listSessions", params);
        const page = result as { sessions: { sessionId: string }[]; nextCursor?: string };
        found.push(...page.sessions.filter((session) => session.sessionId === sessionId));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      return found;
    };
    const shared = { sessionId, userId: USERS.owner };
    expect(await find("driver")).toMatchObject([{ ...shared, access: SessionAccess.Drive }]);
    expect(await find("observer")).toMatchObject([{ ...shared, access: SessionAccess.Observe }]);
    for (const role of ["owner", "other", "admin"] as const) expect(await find(role), role).toEqual([]);
    // A guest may be let in anew; a session of one's own is never among those of others.
    for (const role of ["other", "owner"] as const) {
      const access = SessionAccess.Observe;
      await clients.owner.call("shareSession", { sessionId, userId: USERS[role], access });
    }
    expect(await find("other")).toMatchObject([shared]);
    expect(await find("owner")).toEqual([]);
    for (const role of ["driver", "observer", "other"] as const) {
      await clients.owner.call("unshareSession", { sessionId, userId: USERS[role] });
      expect(await find(role), role).toEqual([]);
    }
  });

  it("starts nothing under another user's name", async () => {
    for (const [method, params] of [
      ["startSession", {}],
      ["startPlan", { plan: { name: "p", tasks: [{ id: "a", kind: "no_op" }] } }],
    ] as const) {
      expect(outcomeOf(await clients.other.call(method, { userId: "olga", ...params }))).toBe("denied");
    }
  });

  it("takes access back at once: what was followed ends, and nothing is found any more", async () => {
    const sessionId = await open(false);
    await clients.observer.call("attachSession", { sessionId });
    await clients.owner.call("unshareSession", { sessionId, userId: USERS.observer });
    const told = await clients.observer.until(({ method }) => method === "DeliveryFailedNotification");
    expect(told.at(-1)?.params).toMatchObject({ sessionId, cause: 1 });
    expect(outcomeOf(await clients.observer.call("getHistory", { sessionId }))).toBe("not found");
  });
});

describe("a client that cannot show who it is", () => {
  it.each([
    ["without a credential", async () => ({})],
    [
      "with a token that has ended",
      async () => ({ authorization: `Bearer ${await tokenOf("olga", { seconds: -5 })}` }),
    ],
    ["with a token of another issuer's secret", async () => ({ authorization: "Bearer a.b.c" })],
    ["with a key that was never made", async () => ({ authorization: "Bearer aiw_0000_1111" })],
  ])("is not let in %s", async (_name, headers) => {
    await expect(RawClient.connect(server.wsUrl, { headers: await headers() })).rejects.toThrow(/401/);
  });

  it("is closed with 4401 when its token expires, after a notice, unless it renews the token", async () => {
    const [short, renewed] = await Promise.all([
      connect(await tokenOf("olga", { seconds: 2 })),
      connect(await tokenOf("olga", { seconds: 2 })),
    ]);
    await renewed.until(({ method }) => method === "AuthenticationExpiringNotification");
    const answer = await renewed.call("authenticate", { token: await tokenOf("olga") });
    expect(answer.result).toMatchObject({ userId: "olga" });
    const foreign = await renewed.call("authenticate", { token: await tokenOf("otto") });
    expect(outcomeOf(foreign)).toBe("denied");
    expect((await short.closed).code).toBe(4401);
    expect((await renewed.call("listSessions", {})).result).toBeDefined();
    renewed.close();
  });

  it("is closed with 4401 when its key is revoked, and gets in no more", async () => {
    const path = join(folder, "keys.jsonl");
    const request = { name: "test", userId: "kim", isAdmin: false };
    const { id, text: key } = await addKey(path, request, { now: Date.now() });
    const client = await connect(key);
    await revokeKey(path, id, { now: Date.now() });
    expect((await client.closed).code).toBe(4401);
    await expect(connect(key)).rejects.toThrow(/401/);
  });
});
