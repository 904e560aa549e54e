import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWorkspaceTools } from "@aiwhisperer/engine";
import { type Grant, type GrantOffer, interactive, ToolDecision, TurnStatus } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { finished, ScriptedModel } from "../support/scripted-model.ts";
import { calling, reportResults } from "../support/scripted-tools.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let folder: string;
let server: TestServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "aiwhisperer-grants-"));
});
afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const { errors } = interactive;

// biome-ignore lint/suspicious/noExplicitAny: whole messages of any shape are looked into here.
const paramsOf = (message: WireMessage | undefined): any => message?.params;
const named = (method: string) => (message: WireMessage) => message.method === method;
const isTerminal = (message: WireMessage): boolean =>
  message.method === "TurnStatusNotification" && paramsOf(message).status >= TurnStatus.Completed;

/** A server whose model runs the commands that it is sent, and writes the files that are named after `>`. */
async function start(limits: object = {}): Promise<void> {
  const model = new ScriptedModel(async function* (request) {
    const newest = request.messages.at(-1);
    if (newest?.role === "user") {
      const [, path] = /^> (.*)/.exec(newest.text) ?? [];
      return yield* path === undefined
        ? calling(["run_command", { command: newest.text }])
        : calling(["write_file", { path, content: `${newest.text}\n` }]);
    }
    yield reportResults(request);
    yield finished;
  });
  const list = (await createWorkspaceTools({ root: folder })).map((tool) => ({ tool }));
  const tools = [{ name: "built-in", list: () => list }];
  server = await startTestServer({ models: model.catalog, engine: { tools, limits } });
}

/** A screen that follows a session. */
class Screen {
  readonly client: RawClient;
  readonly sessionId: string;
  #seen = 0;

  constructor(client: RawClient, sessionId: string) {
    this.client = client;
    this.sessionId = sessionId;
  }

  static async start(): Promise<Screen> {
    const client = await RawClient.connect(server.wsUrl);
    const { result } = await client.call("startSession", { userId: "ann" });
    return new Screen(client, (result as { sessionId: string }).sessionId);
  }

  async another(): Promise<Screen> {
    const client = await RawClient.connect(server.wsUrl);
    await client.call("attachSession", { sessionId: this.sessionId });
    return new Screen(client, this.sessionId);
  }

  call(method: string, params: object = {}): Promise<WireMessage> {
    return this.client.call(method, { sessionId: this.sessionId, ...params });
  }

  /** The next message of that kind that this screen has not looked at. */
  async next(matches: (message: WireMessage) => boolean): Promise<WireMessage> {
    for (;;) {
      const place = (this.client.received as WireMessage[]).findIndex(
        (message, index) => index >= this.#seen && matches(message),
      );
      if (place >= 0) {
        this.#seen = place + 1;
        return this.client.received[place] as WireMessage;
      }
      await this.client.next();
    }
  }

  /** Sends a message; the scopes and the call of its question, or `undefined` when it has run without one. */
  async ask(message: string): Promise<{ toolCallId: string; scopes?: readonly GrantOffer[] } | undefined> {
    await this.call("sendUserMessage", { message });
    const isAsked = named("ToolApprovalRequestNotification");
    const found = await this.next((each) => isAsked(each) || isTerminal(each));
    return isAsked(found) ? paramsOf(found) : undefined;
  }

  async decide(toolCallId: string, decision: ToolDecision, more: object = {}): Promise<WireMessage> {
    const answer = await this.call("decideToolCall", { toolCallId, decision, ...more });
    if (answer.error === undefined) await this.next(isTerminal);
    return answer;
  }

  /** Whether a message's call is asked about; it is denied then. */
  async asksAbout(message: string): Promise<boolean> {
    const question = await this.ask(message);
    if (question === undefined) return false;
    await this.decide(question.toolCallId, ToolDecision.Deny);
    return true;
  }

  async grants(): Promise<readonly Grant[]> {
    return ((await this.call("listGrants")).result as { grants: Grant[] }).grants;
  }
}

describe("grants over the wire", () => {
  it("of a client that knows no scopes cover the very command, and the very file", async () => {
    await start();
    const screen = await Screen.start();
    const command = await screen.ask("echo one");
    await screen.decide(command?.toolCallId ?? "", ToolDecision.AllowAlways);
    expect(await screen.asksAbout("echo one")).toBe(false);
    expect(await screen.asksAbout("echo two")).toBe(true);
    expect(await screen.asksAbout("echo one; rm -rf .")).toBe(true);
    const file = await screen.ask("> notes/a.txt");
    await screen.decide(file?.toolCallId ?? "", ToolDecision.AllowAlways);
    expect(await screen.asksAbout("> ./notes//a.txt")).toBe(false);
    expect(await screen.asksAbout("> notes/b.txt")).toBe(true);
    expect((await screen.grants()).map(({ scope }) => scope)).toEqual([
      { type: "command", command: "echo one" },
      { type: "path", path: "notes/a.txt" },
    ]);
  });

  it("of every file leave out files that need a question of their own", async () => {
    await start();
    const screen = await Screen.start();
    const file = await screen.ask("> a.txt");
    await screen.decide(file?.toolCallId ?? "", ToolDecision.AllowAlways, { scope: { type: "tool" } });
    expect(await screen.asksAbout("> b.txt")).toBe(false);
    const guarded = await screen.ask("> .env");
    expect(guarded).toBeDefined();
    expect(guarded).not.toHaveProperty("scopes");
    await screen.decide(guarded?.toolCallId ?? "", ToolDecision.AllowAlways);
    expect(await screen.asksAbout("> .env")).toBe(true);
  });

  it("are made once for one key, of an offered scope only, and refused beyond the limit", async () => {
    await start({ maxGrantsPerSession: 1 });
    const screen = await Screen.start();
    const { toolCallId = "", scopes = [] } = (await screen.ask("git status && echo a")) ?? {};
    expect(scopes.map(({ label }) => label)).toEqual([
      "git status && echo a",
      "git status …, echo …",
      "every command",
    ]);
    const invented = { scope: { type: "commandPrefix", prefixes: ["rm"] } };
    const refused = await screen.decide(toolCallId, ToolDecision.AllowAlways, invented);
    expect(refused.error).toMatchObject({ code: -32_602, data: { errors: [{ path: "/scope" }] } });
    const misplaced = await screen.decide(toolCallId, ToolDecision.AllowOnce, { scope: scopes[0]?.scope });
    expect(misplaced.error).toMatchObject({ code: -32_602, data: { errors: [{ path: "/scope" }] } });
    const chosen = { scope: scopes[1]?.scope, idempotencyKey: "k" };
    expect((await screen.decide(toolCallId, ToolDecision.AllowAlways, chosen)).result).toEqual({ status: 0 });
    const again = { toolCallId, decision: ToolDecision.AllowAlways, ...chosen };
    expect((await screen.call("decideToolCall", again)).result).toEqual({ status: 0 });
    const other = { ...again, scope: scopes[2]?.scope };
    expect((await screen.call("decideToolCall", other)).error).toMatchObject({ code: -32_602 });
    expect(await screen.grants()).toHaveLength(1);
    const second = await screen.ask("pwd");
    const excess = await screen.decide(second?.toolCallId ?? "", ToolDecision.AllowAlways);
    expect(excess.error).toMatchObject({
      code: errors.LimitExceeded.code,
      data: { limit: "maxGrantsPerSession", value: 1 },
    });
    await screen.decide(second?.toolCallId ?? "", ToolDecision.AllowOnce);
  });

  it("and their revocation reach every screen, in the same order", async () => {
    await start();
    const first = await Screen.start();
    const second = await first.another();
    const { toolCallId = "", scopes = [] } = (await first.ask("echo one")) ?? {};
    const asked = await second.next(named("ToolApprovalRequestNotification"));
    expect(paramsOf(asked).scopes).toEqual(scopes);
    await first.decide(toolCallId, ToolDecision.AllowAlways, { scope: scopes[1]?.scope });
    const [grant] = await second.grants();
    expect(paramsOf(await second.next(named("ToolApprovalResolvedNotification")))).toMatchObject({ grant });
    expect(grant).toMatchObject({ grantedBy: "local", label: "echo …", toolName: "run_command" });
    const revocation = { grantId: grant?.grantId, idempotencyKey: "r" };
    expect((await second.call("revokeGrant", revocation)).result).toEqual({ revoked: true });
    expect((await second.call("revokeGrant", revocation)).result).toEqual({ revoked: true });
    expect((await first.call("revokeGrant", { grantId: grant?.grantId })).result).toEqual({ revoked: false });
    const told = [
      await first.next(named("GrantRevokedNotification")),
      await second.next(named("GrantRevokedNotification")),
    ];
    expect(told[0]).toEqual(told[1]);
    expect(paramsOf(told[0])).toMatchObject({ grantId: grant?.grantId, revokedBy: "local" });
    expect(await first.asksAbout("echo one")).toBe(true);
  });

  it("of two screens that decide at once are those of the first", async () => {
    await start();
    const first = await Screen.start();
    const second = await first.another();
    const { toolCallId = "", scopes = [] } = (await first.ask("echo one")) ?? {};
    await second.next(named("ToolApprovalRequestNotification"));
    const decide = (screen: Screen, offer: GrantOffer | undefined): Promise<WireMessage> =>
      screen.call("decideToolCall", {
        toolCallId,
        decision: ToolDecision.AllowAlways,
        scope: offer?.scope,
      });
    const answers = await Promise.all([decide(first, scopes[0]), decide(second, scopes[1])]);
    const refusals = answers.filter(({ error }) => error !== undefined);
    expect(refusals).toMatchObject([{ error: { code: errors.ToolCallAlreadyResolved.code } }]);
    expect(await first.grants()).toHaveLength(1);
  });
});
