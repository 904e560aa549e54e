import { type Append, MemoryEventLog } from "@aiwhisperer/engine";
import { rawMethod, ToolDecision, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { ManualClock } from "../support/manual-clock.ts";
import { useUp } from "../support/own-time.ts";
import type { RawClient, WireMessage } from "../support/raw-client.ts";
import { finished, hang, ScriptedModel, said } from "../support/scripted-model.ts";
import { calling, sourceOf, tool } from "../support/scripted-tools.ts";
import { type QuotaServer, sendMessage, startQuotaServer, startSession } from "./support/quota-server.ts";

const OVERLOADED = -32030;
const plan = { name: "one", tasks: [{ id: "a", kind: "no_op" }] };

/** The answer of `/readyz`. */
async function readiness({ url }: QuotaServer): Promise<{ status: number; overload: string }> {
  const response = await fetch(`${url}/readyz`);
  const { checks } = (await response.json()) as { checks: { overload: string } };
  return { status: response.status, overload: checks.overload };
}

const overloaded = { status: 503, overload: "failed" };
const atEase = { status: 200, overload: "ok" };

/** Long enough for overload to begin, and to end, once what is read says so. */
const LONG_ENOUGH_MS = 2_000;

const paramsOf = ({ params }: WireMessage): Record<string, unknown> =>
  (params ?? {}) as Record<string, unknown>;

async function seen(client: RawClient, method: string): Promise<Record<string, unknown>> {
  const taken = await client.until((message) => message.method === method);
  return paramsOf(taken.at(-1) as WireMessage);
}

describe("an overloaded server", () => {
  it("begins no new work and says when to come back", async () => {
    const clock = new ManualClock();
    const server = await startQuotaServer({ maxMemoryBytes: 1 }, { server: { clock } });
    const ann = await server.open("ann");
    const sessionId = await startSession(ann, "ann");
    expect(await readiness(server)).toEqual(atEase);
    clock.advance(LONG_ENOUGH_MS);
    expect(await readiness(server)).toEqual(overloaded);
    for (const [method, params] of [
      ["startSession", { userId: "ann" }],
      ["interactive.startSession", { userId: "ann" }],
      ["sendUserMessage", { sessionId, message: "hello" }],
      ["startPlan", { userId: "ann", plan }],
    ] as const) {
      expect((await ann.attempt(method, params)).error, method).toEqual({
        code: OVERLOADED,
        message: "The server is overloaded. The limit maxMemoryBytes (1) was passed. Try again in 2000 ms.",
        data: { retryAfterMs: 2_000 },
      });
    }
    expect(await (await server.open("ann")).closed).toEqual({
      code: 1013,
      reason: "the server is overloaded (maxMemoryBytes)",
    });
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it("continues running work: following, deciding, providing results, cancelling, stopping", async () => {
    const model = new ScriptedModel(async function* (request) {
      if (request.messages.at(-1)?.role === "user") return yield* calling(["change", {}], ["paint", {}]);
      yield said("half");
      await hang(request);
      yield finished;
    });
    const tools = [sourceOf(tool("change", { effect: "write" }))];
    const clock = new ManualClock();
    const server = await startQuotaServer(
      { maxMemoryBytes: 1 },
      { models: model.catalog, engine: { tools }, server: { clock } },
    );
    const [ann, other] = [await server.open("ann"), await server.open("ann")];
    const paint = { name: "paint", description: "Paints.", effect: 0 };
    const started = await ann.attempt("startSession", { userId: "ann", sessionParams: { tools: [paint] } });
    const { sessionId } = started.result as { sessionId: string };
    await sendMessage(ann, sessionId);
    const { toolCallId } = await seen(ann, "ToolApprovalRequestNotification");
    clock.advance(LONG_ENOUGH_MS);
    expect(await readiness(server)).toEqual(overloaded);
    const allow = { sessionId, toolCallId, decision: ToolDecision.AllowOnce };
    expect((await other.attempt("attachSession", { sessionId })).error).toBeUndefined();
    expect((await ann.attempt("decideToolCall", allow)).error).toBeUndefined();
    const lease = await seen(other, "ToolCallLeaseNotification");
    const result = { sessionId, toolCallId: lease.toolCallId, result: "painted" };
    expect((await ann.attempt("provideToolResult", result)).error).toBeUndefined();
    await other.until((message) => paramsOf(message).chunk === "half");
    expect((await other.attempt("cancelTurn", { sessionId })).error).toBeUndefined();
    await other.until((message) => paramsOf(message).status === TurnStatus.Cancelled);
    expect((await ann.attempt("getHistory", { sessionId })).error).toBeUndefined();
    expect((await ann.attempt("stopSession", { sessionId })).error).toBeUndefined();
  });

  it("is one whose event loop is late, and is none any more some time after that", async () => {
    const block = rawMethod("acme.block", () => {
      useUp(400);
      return "done";
    });
    const server = await startQuotaServer(
      { maxEventLoopDelayMs: 200 },
      { server: { extensions: [{ implementation: block }] } },
    );
    const [ann, blocker] = [await server.open("ann"), await server.open("ann")];
    // A single long pause is none: what follows finds the server idle.
    await blocker.attempt("acme.block");
    await startSession(ann, "ann");
    let isBlocked = true;
    const blocking = (async () => {
      while (isBlocked) await blocker.attempt("acme.block");
    })();
    await expect.poll(() => readiness(server)).toEqual(overloaded);
    expect((await ann.attempt("startSession", { userId: "ann" })).error).toMatchObject({
      code: OVERLOADED,
      message: expect.stringContaining("maxEventLoopDelayMs (200)"),
    });
    isBlocked = false;
    await blocking;
    await expect.poll(() => readiness(server)).toEqual(atEase);
    await startSession(ann, "ann");
  });

  it("is one whose log does not keep up", async () => {
    const log = new HeldLog();
    const clock = new ManualClock();
    const server = await startQuotaServer({ maxLogBacklogLength: 1_000 }, { log, server: { clock } });
    const ann = await server.open("ann");
    const sessionId = await startSession(ann, "ann");
    log.hold();
    const sent = sendMessage(ann, sessionId, "x".repeat(2_000));
    await expect.poll(() => server.engine.counts().uncommittedLength).toBeGreaterThan(1_000);
    clock.advance(LONG_ENOUGH_MS);
    const ben = await server.open("ben");
    expect((await ben.closed).code).toBe(1013);
    log.release();
    expect((await sent).error).toBeUndefined();
    await expect.poll(() => server.engine.counts().uncommittedLength).toBe(0);
    clock.advance(LONG_ENOUGH_MS);
    await startSession(ann, "ann");
  });
});

/** A log that commits nothing while it is held. */
class HeldLog extends MemoryEventLog {
  #held: PromiseWithResolvers<void> | undefined;

  hold(): void {
    this.#held = Promise.withResolvers();
  }

  release(): void {
    this.#held?.resolve();
  }

  override async commit(appends: readonly Append[]): Promise<void> {
    await this.#held?.promise;
    await super.commit(appends);
  }
}
