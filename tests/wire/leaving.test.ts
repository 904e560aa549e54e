import { DetachAction, SessionStatus, TurnStatus } from "@aiwhisperer/protocol";
import { afterEach, describe, expect, it } from "vitest";
import { EventRecorder } from "../support/event-recorder.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { RawClient } from "../support/raw-client.ts";
import { finished, ScriptedModel, said } from "../support/scripted-model.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
afterEach(() => server.stop());

/** A session with a policy, whose one turn has said "one" and waits; its only client then leaves. */
async function leave(detach: object | undefined) {
  const gate = Promise.withResolvers<void>();
  const clock = new ManualClock();
  const model = new ScriptedModel(async function* () {
    yield said("one");
    await gate.promise;
    yield said(" two");
    yield finished;
  });
  server = await startTestServer({ models: model.catalog, engine: { clock } });
  const recorder = new EventRecorder();
  server.engine.delegates.register(recorder);
  const client = await RawClient.connect(server.wsUrl);
  const sessionParams = detach === undefined ? {} : { detach };
  const { result } = await client.call("startSession", { userId: "ann", sessionParams });
  const { sessionId } = result as { sessionId: string };
  await client.call("sendUserMessage", { sessionId, message: "go" });
  await recorder.until(({ answerText }) => answerText === "one");
  client.close();
  await client.closed;
  return { sessionId, recorder, clock, gate };
}

describe("a turn whose last client has left", () => {
  it("runs on by default", async () => {
    const { recorder, gate } = await leave(undefined);
    gate.resolve();
    await recorder.turnsEnded();
    expect(recorder.endings).toMatchObject([{ status: TurnStatus.Completed }]);
    expect(recorder.answerText).toBe("one two");
  });

  it("is cancelled when no client has returned in time, if the session says so", async () => {
    const { recorder, clock } = await leave({ action: DetachAction.Cancel, graceMs: 5_000 });
    await clock.timerOf(5_000);
    clock.advance(4_999);
    expect(recorder.endings).toEqual([]);
    clock.advance(1);
    await recorder.turnsEnded();
    expect(recorder.endings).toMatchObject([{ status: TurnStatus.Cancelled }]);
  });

  it("runs on when a client returns in time", async () => {
    const { sessionId, recorder, clock, gate } = await leave({ action: DetachAction.Cancel, graceMs: 5_000 });
    await clock.timerOf(5_000);
    const other = await RawClient.connect(server.wsUrl);
    await other.call("attachSession", { sessionId });
    await other.next();
    expect(clock.delays).not.toContain(5_000);
    clock.advance(10_000);
    gate.resolve();
    await recorder.turnsEnded();
    expect(recorder.endings).toMatchObject([{ status: TurnStatus.Completed }]);
  });

  it("pauses, its time with it, and resumes when a client attaches, if the session says so", async () => {
    const { sessionId, recorder, clock, gate } = await leave({ action: DetachAction.Pause, graceMs: 5_000 });
    await clock.timerOf(5_000);
    clock.advance(5_000);
    const isPaused = ({ committed }: EventRecorder) =>
      committed.some(({ event }) => "status" in event.params && event.params.status === SessionStatus.Paused);
    await recorder.until(isPaused);
    // Far past every timeout of a turn.
    clock.advance(3_600_000);
    gate.resolve();
    const other = await RawClient.connect(server.wsUrl);
    const attached = await other.call("attachSession", { sessionId });
    expect(attached.result).toMatchObject({ status: SessionStatus.Paused });
    await recorder.turnsEnded();
    expect(recorder.endings).toMatchObject([{ status: TurnStatus.Completed }]);
    expect(recorder.answerText).toBe("one two");
    expect(
      recorder.sessionEvents.filter(({ method }) => method === "SessionStatusNotification"),
    ).toMatchObject([
      { params: { status: SessionStatus.Active } },
      { params: { status: SessionStatus.Paused, reason: "No client is attached." } },
      { params: { status: SessionStatus.Active, reason: "resumed" } },
    ]);
  });
});
