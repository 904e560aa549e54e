import { setImmediate } from "node:timers/promises";
import {
  type Client,
  createClient,
  Delivery,
  RpcError,
  type SessionHandle,
  type SessionState,
} from "@aiwhisperer/client";
import { interactive } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { until } from "../client/support/until.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { auditHistory, type Findings } from "./support/audit-history.ts";
import { auditLines } from "./support/audit-wire.ts";
import { chanceOf, countFrom, report } from "./support/bounds.ts";
import type { Random } from "./support/random.ts";
import { createRepeatingModel } from "./support/repeating-model.ts";
import { auditFold, readHistory } from "./support/session-history.ts";
import { WireTap } from "./support/wire-tap.ts";

const rounds = countFrom("CHAOS_ROUNDS", 12);
const screenCount = 8;
const stepsPerScreen = 40;

/** Refusals that the contract provides for what the screens do. */
const expectedCodes: readonly number[] = [
  interactive.errors.Busy.code,
  interactive.errors.LimitExceeded.code,
];

const model = createRepeatingModel();

let server: TestServer;
let opened: readonly Screen[];

beforeEach(async () => {
  server = await startTestServer({ models: model.catalog, engine: { limits: { maxQueuedMessages: 5 } } });
  opened = [];
});

afterEach(async () => {
  for (const screen of opened) screen.close();
  await server.stop();
});

/** One place at which a person sits: it comes and goes, and does there what people do. */
class Screen {
  readonly failures: unknown[] = [];
  /** What went over the wires of all its clients, one after the other. */
  readonly taps: WireTap[] = [];
  readonly #sessionId: string;
  readonly #name: string;
  readonly #random: Random;
  #client: Client;

  constructor(sessionId: string, name: string, random: Random) {
    this.#sessionId = sessionId;
    this.#name = name;
    this.#random = random;
    this.#client = this.#connect();
  }

  get session(): SessionHandle {
    return this.#client.session(this.#sessionId);
  }

  /** Does so many things of chance, one after the other. */
  async act(steps: number): Promise<void> {
    for (let step = 1; step <= steps; step += 1) {
      try {
        await this.#act(`${this.#name} says ${"word ".repeat(this.#random.between(1, 12))}${step}`);
      } catch (error) {
        if (!(error instanceof RpcError) || !expectedCodes.includes(error.code)) this.failures.push(error);
      }
      await setImmediate();
    }
  }

  /** Resolves when this screen has everything up to a sequence. */
  async finish(sequence: number): Promise<void> {
    await this.session.attach();
    await until(this.session, (state) => state.error !== undefined || state.sequence >= sequence);
  }

  close(): void {
    this.#client.close();
  }

  async #act(text: string): Promise<void> {
    const delivery = this.#random.pick([Delivery.Queue, Delivery.Queue, Delivery.Interrupt, Delivery.Reject]);
    const { session } = this;
    const act = this.#random.pick<() => Promise<unknown>>([
      () => session.send(text, { delivery }).accepted,
      () => session.send(text, { delivery }).accepted,
      () => session.send(text, { delivery }).result,
      () => session.cancel(),
      () => session.cancel(this.#anyTurn()),
      () => session.attach(),
      () => session.detach(),
      () => this.#reload(),
    ]);
    await act();
  }

  #anyTurn(): string | undefined {
    const { turns } = this.session.state;
    return turns[this.#random.between(0, turns.length)]?.turnId;
  }

  /** Another client in the place of this one, from the beginning or from where the old one was. */
  async #reload(): Promise<void> {
    const afterSequence = this.#random.chance(0.5) ? 0 : this.session.state.sequence;
    this.close();
    this.#client = this.#connect();
    await this.#client.attachSession(this.#sessionId, { afterSequence });
  }

  #connect(): Client {
    const tap = new WireTap();
    this.taps.push(tap);
    return createClient({
      url: server.wsUrl,
      createTransport: tap.open,
      onFault: (error) => this.failures.push(error),
    });
  }
}

/** Many screens on one session; gives what is wrong afterwards. */
async function runRound(random: Random, reader: Client): Promise<{ events: number; findings: Findings }> {
  const { sessionId } = await reader.startSession();
  const screens = Array.from(
    { length: screenCount },
    (_, index) => new Screen(sessionId, `screen ${index + 1}`, random.fork()),
  );
  opened = screens;
  await Promise.all(screens.map((screen) => screen.act(stepsPerScreen)));
  const { sequence } = await settled(reader.session(sessionId));
  await Promise.all(screens.map((screen) => screen.finish(sequence)));
  const history = await readHistory(reader, sessionId);
  const findings = [
    ...auditHistory(history),
    ...screens.flatMap(({ taps }) =>
      taps.flatMap(({ lines }) => auditLines(lines, new Map([[sessionId, history]]))),
    ),
    ...screens.flatMap(({ failures }) => failures.map(String)),
    ...screens.flatMap(({ session }, index) => auditFold(`screen ${index + 1}`, session.state, history)),
  ];
  for (const screen of screens) screen.close();
  return { events: history.length, findings };
}

/** The session's state once nothing of it runs or waits. */
function settled(session: SessionHandle): Promise<SessionState> {
  return until(
    session,
    ({ caughtUp, activeTurn, queuedTurns }) =>
      caughtUp && activeTurn === undefined && queuedTurns.length === 0,
  );
}

describe("many screens on one session that join, leave, send and cancel at random", () => {
  it(
    "all show what the log adds up to",
    async () => {
      const random = chanceOf("many clients");
      const reader = createClient({ url: server.wsUrl });
      let events = 0;
      for (let round = 1; round <= rounds; round += 1) {
        const outcome = await runRound(random.fork(), reader);
        expect(outcome.findings).toEqual([]);
        events += outcome.events;
      }
      report(`many clients: ${JSON.stringify({ rounds, screens: screenCount, events })}`);
      reader.close();
    },
    60_000 + rounds * 10_000,
  );
});
