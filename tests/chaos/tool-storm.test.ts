import { fileURLToPath } from "node:url";
import { type Client, createClient, type SessionHandle } from "@aiwhisperer/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Findings } from "./support/audit-history.ts";
import { auditPlans, countPlans, listSessions } from "./support/audit-plans.ts";
import { auditClients, auditStorm, readHistories } from "./support/audit-storm.ts";
import { auditAnswers, auditTools, countTools } from "./support/audit-tools.ts";
import { atMost, chanceOf, countFrom, report } from "./support/bounds.ts";
import { Decider } from "./support/decider.ts";
import { KillableServer } from "./support/killable-server.ts";
import { PlanGroup } from "./support/plan-group.ts";
import type { Random } from "./support/random.ts";
import type { StormClient } from "./support/storm-client.ts";
import { StormGroup } from "./support/storm-group.ts";
import { drawCalls, pageTools } from "./support/storm-tools.ts";
import { TextCounter } from "./support/text-counter.ts";
import { TextWatch } from "./support/text-watch.ts";
import { doing } from "./support/tool-model.ts";
import { readRuns, toolRecordOf } from "./support/tool-record.ts";

const kills = countFrom("CHAOS_TOOL_KILLS", 20);
const talkingGroups = 3;
const clientsPerGroup = 2;
const planGroups = 2;
const maxToolMs = 40;

const toolNames = ["look", "look", "append", "append", "redo", "read_page", "change_page"] as const;

let server: KillableServer;
let storm: ToolStorm | undefined;

beforeEach(async () => {
  const program = fileURLToPath(new URL("./support/tool-server.ts", import.meta.url));
  server = await KillableServer.create([], [process.execPath, program]);
});

afterEach(async () => {
  storm?.close();
  storm = undefined;
  await server.dispose();
});

/** Everybody who works with the server while it is killed. */
class ToolStorm {
  readonly texts = new TextCounter();
  readonly moments = new TextWatch();
  readonly talking: readonly StormGroup[];
  readonly planning: readonly PlanGroup[];
  readonly #deciders = new Map<StormClient, Decider>();
  readonly #onText = (text: string): void => {
    this.texts.add();
    this.moments.see(text);
  };

  constructor(url: string, random: Random) {
    this.talking = Array.from({ length: talkingGroups }, (_, index) =>
      this.#createTalkingGroup(url, `group ${index + 1}`, random.fork()),
    );
    this.planning = Array.from(
      { length: planGroups },
      (_, index) =>
        new PlanGroup({
          url,
          name: `planning group ${index + 1}`,
          random: random.fork(),
          maxToolMs,
          onText: this.#onText,
          createDecider: (member, onFault) => new Decider(member, { isFickle: false, onFault }),
        }),
    );
  }

  get groups(): readonly (StormGroup | PlanGroup)[] {
    return [...this.talking, ...this.planning];
  }

  async run(): Promise<void> {
    await Promise.all(this.groups.map((group) => group.run()));
  }

  /** Lets everybody come to an end: nothing is held back any more. */
  stop(): void {
    for (const group of this.groups) group.stop();
    for (const decider of this.#deciders.values()) decider.hurry();
  }

  close(): void {
    for (const group of this.groups) group.close();
  }

  #createTalkingGroup(url: string, name: string, random: Random): StormGroup {
    const group: StormGroup = new StormGroup({
      url,
      name,
      clients: clientsPerGroup,
      random,
      messagesPerSession: 12,
      ask: drawScript,
      onText: this.#onText,
      onJoin: (member, session) => this.#join(member, session, (error) => group.failures.push(error)),
    });
    return group;
  }

  /** A person decides at every screen, and every screen runs its tools. */
  #join(member: StormClient, session: SessionHandle, onFault: (error: unknown) => void): () => void {
    const decider = this.#deciders.get(member) ?? new Decider(member, { isFickle: true, onFault });
    this.#deciders.set(member, decider);
    const withdraw = session.offerTools(pageTools(member.client.clientId));
    const leave = decider.watch(session);
    return () => {
      leave();
      withdraw();
    };
  }
}

function drawScript(random: Random): string {
  const steps = Array.from({ length: random.between(1, 3) }, () =>
    drawCalls(random, { names: toolNames, maxToolMs }),
  );
  return doing(steps);
}

/**
 * Parts of texts that report what has just become durable: an answer to a decision, and events that others
 * follow.
 */
const turningPoints = [
  '"result":{"status":0}',
  "ToolCallNotification",
  "ToolApprovalResolvedNotification",
  "ToolStartedNotification",
  "ToolResultNotification",
  "TaskStatusNotification",
] as const;

/**
 * Kills the server at a moment of chance: while it starts and recovers, after some texts have come from it,
 * or with a certain one; or when none comes.
 */
async function strike(random: Random, { texts, moments }: ToolStorm): Promise<Findings> {
  server.spawn();
  if (random.chance(0.15)) {
    // The progress of a start is not visible, so the moment itself is random.
    await new Promise((resolve) => setTimeout(resolve, random.between(0, 700)));
  } else {
    await server.untilListening();
    await atMost(1_000, texts.more(random.between(0, 400)));
    if (random.chance(0.5)) await atMost(500, moments.next(random.pick([...turningPoints])));
  }
  await server.kill();
  return complaints();
}

/** What the process of the server found fault with. */
function complaints(): Findings {
  return server.stderr === "" ? [] : [`the server said ${server.stderr}`];
}

async function auditToolStorm(
  { talking, planning, groups }: ToolStorm,
  reader: Client,
): Promise<{ findings: Findings; figures: object }> {
  const listed = await listSessions(reader);
  const sessionIds = listed.map(({ sessionId }) => sessionId);
  const histories = await readHistories(reader, [{ sessionIds }]);
  const runs = await readRuns(toolRecordOf(server.dataDir));
  const planIds = planning.flatMap((group) => group.planIds);
  const lines = groups.flatMap(({ members }) => members.flatMap(({ tap }) => tap.lines));
  const talked = await auditStorm(reader, talking);
  const findings = [
    ...talked.findings,
    ...auditClients(planning, histories),
    ...auditTools(histories, runs),
    ...auditAnswers(lines, histories),
    ...auditPlans(planIds, histories, listed),
  ];
  const earlyJoins = planning.reduce((sum, group) => sum + group.earlyJoins, 0);
  const tools = countTools(histories, runs);
  const figures = { ...talked.figures, ...tools, ...countPlans(planIds, histories), earlyJoins };
  return { findings: [...new Set(findings)], figures };
}

describe("a server that is killed again and again while tools run, people decide and plans progress", () => {
  it(
    "loses no decision, runs nothing twice that must not be, and repeats no task that has completed",
    async () => {
      const random = chanceOf("tool storm");
      const startedAt = performance.now();
      await server.start();
      const people = new ToolStorm(server.wsUrl, random.fork());
      storm = people;
      const running = people.run();
      await atMost(10_000, people.texts.more(100));
      await server.kill();
      const said = [...complaints()];
      for (let killed = 1; killed < kills; killed += 1) said.push(...(await strike(random, people)));
      await server.start();
      people.stop();
      await atMost(60_000, running);
      const reader = createClient({ url: server.wsUrl });
      const { findings, figures } = await auditToolStorm(people, reader);
      reader.close();
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      report(`tool storm: ${JSON.stringify({ kills, seconds, ...figures })}`);
      expect([...said, ...complaints(), ...findings]).toEqual([]);
      expect(figures).toMatchObject({
        approvalsAcrossRestarts: expect.toSatisfy(isPositive),
        clientResults: expect.toSatisfy(isPositive),
        completedTasks: expect.toSatisfy(isPositive),
      });
    },
    90_000 + kills * 6_000,
  );
});

function isPositive(count: number): boolean {
  return count > 0;
}
