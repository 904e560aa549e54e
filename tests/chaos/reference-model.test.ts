import { Delivery, interactive, TurnStatus } from "@aiwhisperer/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { countFrom, report, seed } from "./support/bounds.ts";
import { ContractModel, type ModelAnswer, type ModelEvent } from "./support/contract-model.ts";
import { RestartableServer } from "./support/restartable-server.ts";
import { SteeredModel } from "./support/steered-model.ts";
import type { DeliveredEvent } from "./support/wire-tap.ts";

const runs = countFrom("CHAOS_RUNS", 100);
const maxQueuedMessages = 3;

/** What is done to a session; a `share` picks among what there is at that moment. */
type Command =
  | { readonly do: "send"; readonly text: string; readonly delivery: Delivery }
  | { readonly do: "sendTwice"; readonly text: string; readonly isSame: boolean }
  | { readonly do: "say"; readonly text: string }
  | { readonly do: "finish"; readonly isWell: boolean }
  | { readonly do: "cancel"; readonly share: number | undefined }
  | { readonly do: "stop" }
  | { readonly do: "attach"; readonly share: number; readonly isBeyond: boolean }
  | { readonly do: "history"; readonly share: number; readonly limit: number }
  | { readonly do: "leave" }
  | { readonly do: "strangers" }
  | { readonly do: "restart" };

const share = fc.integer({ min: 0, max: 99 });
const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 });
const delivery = fc.constantFrom(Delivery.Queue, Delivery.Queue, Delivery.Interrupt, Delivery.Reject);

function one<D extends Command["do"]>(name: D, fields: object = {}): fc.Arbitrary<Command> {
  return fc.record({ do: fc.constant(name), ...fields }) as unknown as fc.Arbitrary<Command>;
}

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 8, arbitrary: one("send", { text, delivery }) },
  { weight: 2, arbitrary: one("sendTwice", { text, isSame: fc.boolean() }) },
  { weight: 8, arbitrary: one("say", { text }) },
  { weight: 5, arbitrary: one("finish", { isWell: fc.boolean() }) },
  { weight: 4, arbitrary: one("cancel", { share: fc.option(share, { nil: undefined }) }) },
  { weight: 1, arbitrary: one("stop") },
  { weight: 3, arbitrary: one("attach", { share, isBeyond: fc.boolean() }) },
  { weight: 2, arbitrary: one("history", { share, limit: fc.integer({ min: 1, max: 9 }) }) },
  { weight: 2, arbitrary: one("leave") },
  { weight: 1, arbitrary: one("strangers") },
  { weight: 2, arbitrary: one("restart") },
);

/** A server and the toy side by side: after each command both have to say the same. */
class Comparison {
  readonly #server: RestartableServer;
  readonly #model: SteeredModel;
  readonly #toy = new ContractModel(maxQueuedMessages);
  readonly #turnIds: string[] = [];
  /** Every notification of the watching connection, across its reconnects. */
  readonly #delivered: DeliveredEvent[] = [];
  #sessionId = "";
  #client: RawClient;
  #keys = 0;

  private constructor(server: RestartableServer, model: SteeredModel, client: RawClient) {
    this.#server = server;
    this.#model = model;
    this.#client = client;
  }

  static async run(commands: readonly Command[]): Promise<void> {
    const model = new SteeredModel();
    const server = await RestartableServer.start(model.catalog, { maxQueuedMessages });
    const comparison = new Comparison(server, model, await RawClient.connect(server.wsUrl));
    try {
      const { result } = await comparison.#call("startSession", { userId: "ann" });
      comparison.#sessionId = (result as { sessionId: string }).sessionId;
      for (const next of commands) {
        await comparison.#do(next);
        await comparison.#check();
      }
    } finally {
      comparison.#client.close();
      await server.stop();
    }
  }

  async #do(next: Command): Promise<void> {
    switch (next.do) {
      case "send":
        await this.#send(next.text, next.delivery);
        return;
      case "sendTwice":
        return this.#sendTwice(next.text, next.isSame);
      case "say":
        return this.#say(next.text);
      case "finish":
        return this.#finish(next.isWell);
      case "cancel":
        return this.#cancel(next.share);
      case "stop":
        return this.#compare(await this.#command("stopSession"), this.#toy.stop());
      case "attach":
        return this.#attach(this.#placeOf(next.share), next.isBeyond);
      case "history":
        return this.#readHistory(this.#placeOf(next.share), next.limit);
      case "leave":
        return this.#leave();
      case "strangers":
        return this.#askForNobody();
      case "restart":
        return this.#restart();
    }
  }

  async #send(message: string, how: Delivery, idempotencyKey?: string): Promise<WireMessage> {
    const key = idempotencyKey === undefined ? {} : { idempotencyKey };
    const response = await this.#command("sendUserMessage", { message, delivery: how, ...key });
    const expected = this.#toy.send(message, how);
    if ("code" in expected) this.#compare(response, expected);
    else this.#turnIds.push((response.result as { turnId: string }).turnId);
    return response;
  }

  /**
   * The same key once more: the same answer and no further work, or a refusal where it is another request.
   */
  async #sendTwice(message: string, isSame: boolean): Promise<void> {
    this.#keys += 1;
    const idempotencyKey = `key-${this.#keys}`;
    const first = await this.#send(message, Delivery.Queue, idempotencyKey);
    if (first.error !== undefined) return;
    const params = { message: isSame ? message : `${message}!`, delivery: Delivery.Queue, idempotencyKey };
    const second = await this.#command("sendUserMessage", params);
    if (isSame) expect(second.result).toEqual(first.result);
    else this.#compare(second, { code: -32602 });
  }

  async #say(said: string): Promise<void> {
    if (this.#toy.active === undefined) return;
    (await this.#model.step(this.#toy.asked)).say(said);
    this.#toy.say(said);
  }

  async #finish(isWell: boolean): Promise<void> {
    if (this.#toy.active === undefined) return;
    const step = await this.#model.step(this.#toy.asked);
    if (isWell) step.finish();
    else step.fail();
    this.#toy.finish(isWell ? TurnStatus.Completed : TurnStatus.Failed);
  }

  async #cancel(part: number | undefined): Promise<void> {
    const turn = part === undefined ? undefined : Math.floor((part / 100) * (this.#toy.turns + 1)) + 1;
    if (turn !== undefined && turn > this.#toy.turns) {
      this.#compare(await this.#command("cancelTurn", { turnId: "unknown" }), { code: -32602 });
      return;
    }
    const response = await this.#command(
      "cancelTurn",
      turn === undefined ? {} : { turnId: this.#turnIds[turn - 1] },
    );
    this.#compare(response, this.#toy.cancel(turn));
  }

  /** A second connection gets exactly what follows its cursor. */
  async #attach(afterSequence: number, isBeyond: boolean): Promise<void> {
    const other = await RawClient.connect(this.#server.wsUrl);
    const after = isBeyond ? this.#toy.events.length + 1 : afterSequence;
    const response = await other.call("attachSession", { sessionId: this.#sessionId, afterSequence: after });
    if (isBeyond) {
      this.#compare(response, { code: interactive.errors.InvalidCursor.code });
    } else {
      expect(response.result).toMatchObject({ sequence: this.#toy.events.length, status: this.#toy.status });
      const delivered = await takeEvents(other, this.#toy.events.length - after);
      expect(this.#normalise(delivered)).toEqual(this.#toy.events.slice(after));
      expect(delivered.map(({ params }) => params.sequence)).toEqual(
        delivered.map((_, index) => after + index + 1),
      );
    }
    other.close();
  }

  async #readHistory(afterSequence: number, limit: number): Promise<void> {
    const { result } = await this.#command("getHistory", { afterSequence, limit });
    const { events, sequence } = result as { events: DeliveredEvent[]; sequence: number };
    expect(sequence).toBe(this.#toy.events.length);
    expect(events).toEqual(this.#delivered.slice(afterSequence, afterSequence + limit));
  }

  /** Detaches, and attaches again after the last delivered sequence. */
  async #leave(): Promise<void> {
    expect((await this.#command("detachSession")).result).toEqual({});
    await this.#return();
  }

  async #askForNobody(): Promise<void> {
    for (const [method, params] of [
      ["sendUserMessage", { message: "anybody?" }],
      ["attachSession", {}],
      ["getHistory", {}],
      ["cancelTurn", {}],
      ["stopSession", {}],
    ] as const) {
      const response = await this.#call(method, { sessionId: "unknown", ...params });
      this.#compare(response, { code: interactive.errors.SessionNotFound.code });
    }
  }

  async #restart(): Promise<void> {
    await this.#server.restart();
    this.#client = await RawClient.connect(this.#server.wsUrl);
    this.#toy.restart();
    await this.#return();
  }

  async #return(): Promise<void> {
    const response = await this.#command("attachSession", { afterSequence: this.#delivered.length });
    expect(response.error).toBeUndefined();
  }

  /** Waits for as many events as the toy has, and compares all of them. */
  async #check(): Promise<void> {
    const missing = this.#toy.events.length - this.#delivered.length;
    this.#delivered.push(...(await takeEvents(this.#client, missing)));
    expect(this.#normalise(this.#delivered)).toEqual(this.#toy.events);
    expect(this.#delivered.map(({ params }) => params.sequence)).toEqual(
      this.#delivered.map((_, index) => index + 1),
    );
    const { result } = await this.#command("getSession");
    const { session } = result as { session: { sequence: number; status: number; activeTurnId?: string } };
    // One event more than the toy has would be seen here.
    expect(session).toMatchObject({ sequence: this.#toy.events.length, status: this.#toy.status });
    expect(session.activeTurnId).toBe(this.#turnIds[(this.#toy.active ?? 0) - 1]);
    expect(this.#model.asked).toBeLessThanOrEqual(this.#toy.asked);
  }

  #compare(response: WireMessage, expected: ModelAnswer<object>): void {
    if ("code" in expected) expect(response.error).toMatchObject({ code: expected.code });
    else expect(response).toMatchObject({ result: expected.result });
  }

  #command(method: string, params: object = {}): Promise<WireMessage> {
    return this.#call(method, { sessionId: this.#sessionId, ...params });
  }

  /** Calls a method without losing the events that come before its answer. */
  async #call(method: string, params: object): Promise<WireMessage> {
    this.#keys += 1;
    const id = `call-${this.#keys}`;
    this.#client.send({ jsonrpc: "2.0", id, method, params });
    const taken = await this.#client.until((message) => message.id === id);
    this.#delivered.push(...taken.slice(0, -1).map(toEvent));
    return taken.at(-1)!;
  }

  #placeOf(part: number): number {
    return Math.floor((part / 100) * (this.#toy.events.length + 1));
  }

  #normalise(events: readonly DeliveredEvent[]): ModelEvent[] {
    return events.map((event) => toModelEvent(event, this.#turnIds));
  }
}

async function takeEvents(client: RawClient, count: number): Promise<DeliveredEvent[]> {
  const taken: DeliveredEvent[] = [];
  while (taken.length < count) taken.push(toEvent((await client.next()) as WireMessage));
  return taken;
}

function toEvent({ method, params }: WireMessage): DeliveredEvent {
  return { method, params } as DeliveredEvent;
}

function toModelEvent({ method, params }: DeliveredEvent, turnIds: readonly string[]): ModelEvent {
  const turn = turnIds.indexOf(String(params.turnId)) + 1;
  const status = params.status as never;
  switch (method) {
    case "SessionStatusNotification":
      return { kind: "session", status };
    case "UserMessageNotification":
      return {
        kind: "user",
        turn,
        text: String(params.message),
        delivery: (params.delivery ?? Delivery.Queue) as Delivery,
      };
    case "TurnStatusNotification":
      return { kind: "turn", turn, status };
    case "StepEndedNotification":
      return { kind: "used", turn };
    case "MessageDiscardedNotification":
      return { kind: "discarded", turn };
    default:
      return params.isFinal === true
        ? { kind: "final", turn, length: Number(params.length) }
        : { kind: "chunk", turn, text: String(params.chunk) };
  }
}

describe("a session, whatever is done to it", () => {
  it(
    "does what a toy of the contract does",
    async () => {
      report(`reference model: CHAOS_SEED=${seed}`);
      const commands = fc.array(command, { minLength: 1, maxLength: 40, size: "max" });
      await fc.assert(fc.asyncProperty(commands, Comparison.run), { numRuns: runs, seed: seed | 0 });
    },
    60_000 + runs * 1_000,
  );
});
