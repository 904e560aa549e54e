import { setImmediate } from "node:timers/promises";
import {
  type Client,
  createClient,
  Delivery,
  isRpcError,
  RpcError,
  type SessionHandle,
  type SessionState,
  type ToolCall,
  ToolDecision,
  ToolExecutor,
} from "@aiwhisperer/client";
import { interactive } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { until } from "../client/support/until.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { auditHistory, type Findings } from "./support/audit-history.ts";
import { auditAnswers, auditTools, countTools, type ToolFigures } from "./support/audit-tools.ts";
import { auditLines } from "./support/audit-wire.ts";
import { chanceOf, countFrom, report } from "./support/bounds.ts";
import type { Random } from "./support/random.ts";
import { auditFold, readHistory } from "./support/session-history.ts";
import { drawCalls, pageTools, stormTools } from "./support/storm-tools.ts";
import { createToolModel, doing } from "./support/tool-model.ts";
import type { ToolRun } from "./support/tool-record.ts";
import { WireTap } from "./support/wire-tap.ts";

const rounds = countFrom("CHAOS_ROUNDS", 12);
const screenCount = 8;
const stepsPerScreen = 40;

/** Refusals that the contract provides for what the screens do. */
const expectedCodes: readonly number[] = [
  interactive.errors.Busy.code,
  interactive.errors.LimitExceeded.code,
  interactive.errors.ToolCallNotFound.code,
  interactive.errors.ToolCallAlreadyResolved.code,
];

const totalled = ["events", "calls", "approvals", "clientResults"] as const;

const toolNames = ["look", "look", "append", "redo", "read_page", "change_page"] as const;

const model = createToolModel();

/** The records of the server's tools. */
const runs: ToolRun[] = [];

let server: TestServer;
let opened: readonly Screen[];

beforeEach(async () => {
  const limits = { maxQueuedMessages: 5, toolLeaseGraceMs: 1 };
  const tools = [stormTools((run) => runs.push(run))];
  server = await startTestServer({ models: model.catalog, engine: { limits, tools } });
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
  #decided = 0;
  #withdraw: (() => void) | undefined;

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
        await this.#act(this.#random.chance(0.6) ? this.#words(step) : this.#script());
      } catch (error) {
        if (!(error instanceof RpcError) || !expectedCodes.includes(error.code)) this.failures.push(error);
      }
      await setImmediate();
    }
  }

  /** Resolves when this screen has everything up to a sequence. */
  async finish(sequence: number): Promise<void> {
    // For good: a session that was used for its tools alone is left some time after the last of them.
    this.session.retain();
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
      () => this.#decide(),
      () => this.#decide(),
      () => this.#giveResult(),
      async () => this.#offer(),
      () => session.attach(),
      () => session.detach(),
      () => this.#reload(),
    ]);
    await act();
  }

  #words(step: number): string {
    return `${this.#name} says ${"word ".repeat(this.#random.between(1, 12))}${step}`;
  }

  #script(): string {
    const steps = this.#random.between(1, 2);
    return doing(
      Array.from({ length: steps }, () => drawCalls(this.#random, { names: toolNames, maxToolMs: 0 })),
    );
  }

  /** Decides about one of the calls that ask, as far as this screen knows. */
  async #decide(): Promise<void> {
    const { pendingApprovals } = this.session.state;
    const call = pendingApprovals[this.#random.between(0, pendingApprovals.length)];
    if (call === undefined) return;
    const { AllowOnce, AllowAlways, Deny } = ToolDecision;
    const decision = this.#random.pick([AllowOnce, AllowOnce, AllowOnce, AllowAlways, Deny, Deny]);
    await this.session.decide(call.toolCallId, decision, `${this.#name} ${++this.#decided}`);
  }

  /** Provides the result of an open client call, regardless of its lease and its approval. */
  async #giveResult(): Promise<void> {
    const open = this.session.state.toolCalls.filter(
      ({ executor, result }) => executor === ToolExecutor.Client && result === undefined,
    );
    const call = open[this.#random.between(0, open.length)];
    if (call === undefined) return;
    const { toolCallId } = call;
    await this.session.provideToolResult(toolCallId, { by: this.#name, toolCallId });
  }

  /** Offers the page's tools to the session, or offers them no more. */
  #offer(): void {
    if (this.#withdraw === undefined) {
      this.#withdraw = this.session.offerTools(pageTools(this.#name));
      return;
    }
    this.#withdraw();
    this.#withdraw = undefined;
  }

  #anyTurn(): string | undefined {
    const { turns } = this.session.state;
    return turns[this.#random.between(0, turns.length)]?.turnId;
  }

  /** Another client in the place of this one, from the beginning or from where the old one was. */
  async #reload(): Promise<void> {
    const afterSequence = this.#random.chance(0.5) ? 0 : this.session.state.sequence;
    this.close();
    this.#withdraw = undefined;
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

/** A person who decides what the screens leave open, so that no turn waits for ever. Ends with the signal. */
async function decideTheRest(session: SessionHandle, random: Random, signal: AbortSignal): Promise<void> {
  for (;;) {
    const [call] = await pendingCalls(session, signal);
    if (call === undefined) return;
    for (let turns = random.between(5, 50); turns > 0; turns -= 1) await setImmediate();
    try {
      await session.decide(call.toolCallId, ToolDecision.AllowOnce, "the rest");
    } catch (error) {
      if (!isRpcError(error, interactive.errors.ToolCallAlreadyResolved)) throw error;
    }
  }
}

/** The calls that ask, as soon as there are some; none once the signal has aborted. */
async function pendingCalls(session: SessionHandle, signal: AbortSignal): Promise<readonly ToolCall[]> {
  try {
    return (await session.until(({ pendingApprovals }) => pendingApprovals.length > 0, signal))
      .pendingApprovals;
  } catch (error) {
    if (signal.aborted) return [];
    throw error;
  }
}

/** What was in the log of a round's session, and what is wrong with it or with what the screens show. */
interface RoundOutcome {
  readonly figures: ToolFigures & { readonly events: number };
  readonly findings: Findings;
}

/** Many screens on one session. Returns the findings. */
async function runRound(random: Random, reader: Client): Promise<RoundOutcome> {
  const session = await reader.startSession({ tools: pageTools("reader") });
  const { sessionId } = session;
  const screens = Array.from(
    { length: screenCount },
    (_, index) => new Screen(sessionId, `screen ${index + 1}`, random.fork()),
  );
  opened = screens;
  const over = new AbortController();
  const deciding = decideTheRest(session, random.fork(), over.signal);
  await Promise.all(screens.map((screen) => screen.act(stepsPerScreen)));
  const { sequence } = await settled(session);
  over.abort();
  await deciding;
  await session.detach();
  await Promise.all(screens.map((screen) => screen.finish(sequence)));
  const history = await readHistory(reader, sessionId);
  const histories = new Map([[sessionId, history]]);
  const toolRuns = runs.splice(0);
  const taps = screens.flatMap((screen) => screen.taps);
  const findings = [
    ...auditHistory(history),
    ...auditTools(histories, toolRuns),
    ...taps.flatMap(({ lines }) => [...auditLines(lines, histories), ...auditAnswers(lines, histories)]),
    ...screens.flatMap(({ failures }) => failures.map(String)),
    ...screens.flatMap((screen, index) => auditFold(`screen ${index + 1}`, screen.session.state, history)),
  ];
  for (const screen of screens) screen.close();
  return { figures: { events: history.length, ...countTools(histories, toolRuns) }, findings };
}

/** The session's state once nothing of it runs or waits. */
function settled(session: SessionHandle): Promise<SessionState> {
  return until(
    session,
    ({ caughtUp, activeTurn, queuedTurns }) =>
      caughtUp && activeTurn === undefined && queuedTurns.length === 0,
  );
}

describe("many screens on one session that join, leave, send, cancel and decide at random", () => {
  it(
    "all show what the log adds up to",
    async () => {
      const random = chanceOf("many clients");
      const reader = createClient({ url: server.wsUrl });
      const totals = { events: 0, calls: 0, approvals: 0, clientResults: 0 };
      for (let round = 1; round <= rounds; round += 1) {
        const outcome = await runRound(random.fork(), reader);
        expect(outcome.findings).toEqual([]);
        for (const name of totalled) totals[name] += outcome.figures[name];
      }
      report(`many clients: ${JSON.stringify({ rounds, screens: screenCount, ...totals })}`);
      reader.close();
      expect(totals.approvals).toBeGreaterThan(0);
      expect(totals.clientResults).toBeGreaterThan(0);
    },
    60_000 + rounds * 10_000,
  );
});
