import { type Client, createClient, grantChoices, ToolDecision } from "@aiwhisperer/client";
import { afterEach, describe, expect, it } from "vitest";
import { finished, ScriptedModel } from "../support/scripted-model.ts";
import { calling, reportResults, sourceOf, tool } from "../support/scripted-tools.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { until } from "./support/until.ts";

let server: TestServer;
let clients: Client[] = [];
afterEach(async () => {
  for (const client of clients) client.close();
  clients = [];
  await server.stop();
});

async function serve(): Promise<void> {
  const model = new ScriptedModel(async function* (request) {
    const newest = request.messages.at(-1);
    if (newest?.role === "user") return yield* calling(["run", { command: newest.text }]);
    yield reportResults(request);
    yield finished;
  });
  const run = tool("run", {
    effect: "execute",
    inputSchema: { type: "object" },
    subjectOf: (args) => ({ kind: "command", shell: "posix", ...(args as { command: string }) }),
  });
  server = await startTestServer({ models: model.catalog, engine: { tools: [sourceOf(run)] } });
}

function connect(): Client {
  const client = createClient({ url: server.wsUrl });
  clients.push(client);
  return client;
}

describe("grants in the SDK", () => {
  it("are chosen from what a question offers, and are in the state of every screen until they are revoked", async () => {
    await serve();
    const session = await connect().startSession();
    const screen = await connect().attachSession(session.sessionId);
    const first = session.send("ls -l");
    await until(session, ({ pendingApprovals }) => pendingApprovals.length === 1);
    const [call] = session.state.pendingApprovals;
    const { suggested, more } = grantChoices(call?.approval ?? {});
    expect(suggested?.label).toBe("ls …");
    expect(more.map(({ label }) => label)).toEqual(["ls -l", "every command"]);
    await session.allowAlways(call?.toolCallId ?? "", suggested?.scope);
    await first.result;
    const [grant] = await session.listGrants();
    expect(grant).toMatchObject({ toolName: "run", scope: { type: "commandPrefix", prefixes: ["ls"] } });
    for (const shown of [session, screen]) {
      const { grants, toolCalls } = await until(shown, (state) => state.grants.length === 1);
      expect(grants).toEqual([grant]);
      expect(toolCalls[0]?.approval).toMatchObject({ decision: ToolDecision.AllowAlways, grant });
    }
    expect((await session.send("ls src").result).text).toContain("ls src");
    expect(session.state.toolCalls.map(({ approval }) => approval !== undefined)).toEqual([true, false]);

    expect(await screen.revokeGrant(grant?.grantId ?? "")).toBe(true);
    expect(await session.revokeGrant(grant?.grantId ?? "")).toBe(false);
    for (const shown of [session, screen]) await until(shown, ({ grants }) => grants.length === 0);
    session.send("ls src");
    await until(session, ({ pendingApprovals }) => pendingApprovals.length === 1);
  });

  it("without a scope are the narrowest, also when they are made again after a revocation", async () => {
    await serve();
    const session = await connect().startSession();
    const allow = async (): Promise<void> => {
      const sent = session.send("ls -l");
      await until(session, ({ pendingApprovals }) => pendingApprovals.length === 1);
      await session.allowAlways(session.state.pendingApprovals[0]?.toolCallId ?? "");
      await sent.result;
    };
    await allow();
    const [before] = session.state.grants;
    expect(before?.scope).toEqual({ type: "command", command: "ls -l" });
    await session.revokeGrant(before?.grantId ?? "");
    await until(session, ({ grants }) => grants.length === 0);
    await allow();
    expect(session.state.grants.map(({ scope }) => scope)).toEqual([before?.scope]);
  });
});
