import { createClient } from "@aiwhisperer/client";
import { SessionStatus, TurnStatus } from "@aiwhisperer/protocol";
import { pino } from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { hang, ScriptedModel, said } from "../support/scripted-model.ts";
import { type AdminServer, startAdminServer, tokenOf } from "./support/admin-server.ts";

const hanging = new ScriptedModel(async function* (request) {
  yield said("a beginning");
  await hang(request);
});

async function startSession(client: RawClient, userId: string): Promise<string> {
  const { result } = await client.call("startSession", { userId });
  return (result as { sessionId: string }).sessionId;
}

const connectionIds = async (server: AdminServer): Promise<readonly string[]> =>
  (await server.ask("/connections")).json.rows.map((row: { connectionId: string }) => row.connectionId);

const act = (server: AdminServer, path: string) => server.ask(path, { method: "POST" });

describe("ending a connection", () => {
  it("closes that one with 1012 and says why, and no other", async () => {
    const server = await startAdminServer();
    const [ann, ben] = [await server.connectAs("ann"), await server.connectAs("ben")];
    const [first] = await connectionIds(server);
    expect((await act(server, `/connections/${first}/end`)).status).toBe(200);
    expect(await ann.closed).toEqual({ code: 1012, reason: "an admin ended the connection" });
    expect((await ben.call("echo", { message: "still here" })).result).toBeDefined();
    await expect.poll(() => connectionIds(server)).toHaveLength(1);
    expect(await act(server, `/connections/${first}/end`)).toMatchObject({
      status: 404,
      json: { error: "The connection does not exist any more." },
    });
  });

  it("lets a client of the SDK come back by itself, and miss nothing", async () => {
    const server = await startAdminServer({ models: hanging.catalog });
    const client = createClient({ url: server.wsUrl, token: () => tokenOf("ann") });
    onTestFinished(() => client.close());
    const session = await client.startSession();
    session.send("hello").result.catch(() => undefined);
    await expect.poll(() => session.state.messages.length).toBe(2);
    const [before] = await connectionIds(server);
    await act(server, `/connections/${before}/end`);
    await expect.poll(() => client.connection.state.lastCloseCode).toBe(1012);
    await expect.poll(() => client.connection.state.status).toBe("connected");
    const { sessionId } = session;
    await expect
      .poll(async () => (await server.ask("/connections")).json.rows)
      .toMatchObject([{ userId: "ann", sessionIds: [sessionId] }]);
    expect((await connectionIds(server))[0]).not.toBe(before);
  });
});

describe("stopping a session", () => {
  it("cancels its turn and notifies every follower", async () => {
    const server = await startAdminServer({ models: hanging.catalog });
    const [one, other] = [await server.connectAs("ann"), await server.connectAs("ann")];
    const sessionId = await startSession(one, "ann");
    await other.call("attachSession", { sessionId });
    await one.call("sendUserMessage", { sessionId, message: "hello" });
    const answer = await act(server, `/sessions/${sessionId}/stop`);
    expect(answer.status).toBe(200);
    const isStopped = ({ method, params }: WireMessage): boolean =>
      method === "SessionStatusNotification" &&
      (params as { status: number }).status === SessionStatus.Stopped;
    for (const client of [one, other]) {
      const told = await client.until(isStopped);
      expect(told.find(({ method }) => method === "TurnStatusNotification")).toBeDefined();
      expect(told.filter(({ method }) => method === "TurnStatusNotification").at(-1)).toMatchObject({
        params: { status: TurnStatus.Cancelled },
      });
    }
    expect((await server.ask("/sessions")).json.rows).toMatchObject([{ sessionId, status: "stopped" }]);
    expect((await act(server, `/sessions/${sessionId}/stop`)).status).toBe(200);
  });

  it("is refused for a session that is not in memory, and opens none", async () => {
    const server = await startAdminServer();
    for (const id of ["00000000-0000-0000-0000-000000000000", "..%2f..", "%00"]) {
      expect((await act(server, `/sessions/${id}/stop`)).status).toBe(404);
    }
    const ann = await server.connectAs("ann");
    const sessionId = await startSession(ann, "ann");
    const authorization = `Bearer ${tokenOf("ada", { role: "admin" })}`;
    const ada = await RawClient.connect(server.wsUrl, { headers: { authorization } });
    await act(server, `/sessions/${sessionId}/stop`);
    expect((await ada.call("getHistory", { sessionId })).error).toMatchObject({ code: -32001 });
  });
});

describe("draining the server", () => {
  it("asks the program to end it, once the answer is there", async () => {
    const ended = Promise.withResolvers<void>();
    const server = await startAdminServer({ admin: { requestEnd: ended.resolve } });
    expect(await act(server, "/drain")).toMatchObject({ status: 202, json: {} });
    await ended.promise;
  });

  it("is refused while the server ends, and where there is no program to end it", async () => {
    const server = await startAdminServer({ admin: { requestEnd: () => expect.unreachable() } });
    await server.drain();
    expect(await act(server, "/drain")).toMatchObject({
      status: 409,
      json: { error: "The server is already shutting down." },
    });
    expect((await server.ask("/server")).json).toMatchObject({ isDraining: true, canDrain: true });
    expect((await act(await startAdminServer(), "/drain")).status).toBe(501);
  });
});

describe("the log level", () => {
  it("is changed at once, for plug-ins as well", async () => {
    const lines: string[] = [];
    const logger = pino({ level: "warn" }, { write: (line) => void lines.push(line) });
    const plugin = logger.child({ plugin: "p" });
    const server = await startAdminServer({ server: { logger }, admin: { loggers: [plugin] } });
    const setLevel = (level: string) =>
      server.ask("/log-level", { method: "PUT", body: JSON.stringify({ level }) });
    plugin.debug("too early");
    expect(await setLevel("debug")).toMatchObject({ status: 200, json: { level: "debug" } });
    expect((await server.ask("/log-level")).json).toEqual({ level: "debug" });
    plugin.debug("logged");
    await (await server.connectAs("ann")).call("echo", { message: 1 });
    expect(lines.join("")).not.toContain("too early");
    expect(lines.join("")).toContain('"plugin":"p","msg":"logged"');
    expect(lines.join("")).toContain('"method":"interactive.echo"');
    await setLevel("silent");
    const { length } = lines.filter((line) => !line.includes('"audit"'));
    plugin.fatal("not logged");
    logger.fatal("not logged");
    expect(lines.filter((line) => !line.includes('"audit"'))).toHaveLength(length);
  });

  it.each(['{"level":"loud"}', "{}", "[]", '"debug"', "null", "{", `{"level":"${"x".repeat(2_000)}"}`])(
    "is left as it is by %s",
    async (body) => {
      const server = await startAdminServer();
      const { status, json } = await server.ask("/log-level", { method: "PUT", body });
      expect([400, 413]).toContain(status);
      expect(json).toEqual({ error: expect.any(String) });
      expect((await server.ask("/log-level")).json).toEqual({ level: "warn" });
    },
  );
});
