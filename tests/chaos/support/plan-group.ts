import {
  ConnectionLostError,
  interactive,
  isPlanEnded,
  isRpcError,
  type Plan,
  type PlanHandle,
  SessionLostError,
  TaskFailureAction,
} from "@aiwhisperer/client";
import { until } from "../../client/support/until.ts";
import type { Findings } from "./audit-history.ts";
import type { Decider } from "./decider.ts";
import type { Random } from "./random.ts";
import {
  createStormClient,
  type FinalState,
  leaveSession,
  type StormClient,
  type StormRecord,
} from "./storm-client.ts";
import { drawCalls } from "./storm-tools.ts";
import { doing } from "./tool-model.ts";
import { WaitList } from "./wait-list.ts";

/** The tools that tasks call; none is a client's. */
const names = ["look", "append", "redo"] as const;

/** What a group of clients runs plans with. */
export interface PlanGroupOptions {
  readonly url: string;
  readonly name: string;
  readonly random: Random;
  /** How long a tool may work. */
  readonly maxToolMs: number;
  readonly onText?: (text: string) => void;
  /** Adds a decider for the sessions of tasks to a client. */
  readonly createDecider: (member: StormClient, onFault: (error: unknown) => void) => Decider;
}

/**
 * Two clients that run plans, one after the other, until they are stopped: both decide about what the tasks
 * ask, and one holds the plans now and then.
 */
export class PlanGroup implements StormRecord {
  /** The plans that it has run, in order. */
  readonly planIds: string[] = [];
  readonly sessionIds: string[] = [];
  readonly finalStates: FinalState[] = [];
  readonly failures: unknown[] = [];
  /** How often a task's session was not there yet when a client came to it. */
  earlyJoins = 0;
  readonly members: readonly StormClient[];
  readonly #options: PlanGroupOptions;
  readonly #deciders: ReadonlyMap<StormClient, Decider>;
  readonly #waits: WaitList;
  readonly #stopping = Promise.withResolvers<void>();
  #isStopping = false;
  #isClosed = false;

  constructor(options: PlanGroupOptions) {
    const { url, name, random, onText } = options;
    this.#options = options;
    this.#waits = new WaitList(name);
    const onFault = (error: unknown): void => void this.failures.push(error);
    this.members = Array.from({ length: 2 }, () =>
      createStormClient({ url, random: random.fork(), onFault, onText }),
    );
    this.#deciders = new Map(this.members.map((member) => [member, options.createDecider(member, onFault)]));
  }

  /** Runs plans until `stop`; resolves when the last one has ended and every client has all of it. */
  async run(): Promise<void> {
    while (!this.#isStopping) await this.#runPlan();
  }

  get unfinished(): Findings {
    return this.#waits.unfinished;
  }

  /** Starts no further plan. */
  stop(): void {
    this.#isStopping = true;
    this.#stopping.resolve();
    for (const decider of this.#deciders.values()) decider.hurry();
  }

  /** Closes all clients. */
  close(): void {
    this.#isClosed = true;
    for (const { client } of this.members) client.close();
  }

  async #runPlan(): Promise<void> {
    const { planId } = await this.#waits.for("the start of a plan", this.#start());
    this.planIds.push(planId);
    const holding = this.#hold(this.members[0]!, planId);
    const followed = await Promise.all(this.members.map((member) => this.#follow(member, planId)));
    await this.#waits.for(`the last command to plan ${planId}`, holding);
    this.sessionIds.push(planId, ...new Set(followed.flat()));
    for (const [index, sessionIds] of followed.entries()) {
      for (const sessionId of [planId, ...sessionIds]) await this.#leave(this.members[index]!, sessionId);
    }
  }

  async #start(): Promise<PlanHandle> {
    const { client, random } = this.members[0]!;
    for (;;) {
      try {
        return await client.startPlan(diamond(random, this.#options.maxToolMs));
      } catch (error) {
        // The line broke before the answer: whether there is such a plan now is of no interest.
        if (!this.#mayPass(error)) throw error;
      }
    }
  }

  /** Follows a plan to its end, and every session of its tasks. Returns those sessions. */
  async #follow(member: StormClient, planId: string): Promise<readonly string[]> {
    const plan = member.client.plan(planId);
    const joined = new Map<string, Promise<() => void>>();
    const look = (): void => {
      for (const { taskSessionId } of plan.state?.tasks ?? []) {
        if (taskSessionId === undefined || joined.has(taskSessionId)) continue;
        joined.set(taskSessionId, this.#join(member, taskSessionId, plan));
      }
    };
    const unsubscribe = plan.subscribe(look);
    await this.#waits.for(`the end of plan ${planId}`, plan.whenEnded());
    unsubscribe();
    for (const end of await Promise.all(joined.values())) end();
    const { state } = plan;
    const ended = state?.tasks.flatMap(({ taskSessionId }) => taskSessionId ?? []) ?? [];
    return [...joined.keys()].filter((sessionId) => ended.includes(sessionId));
  }

  /** Decides in the session of a task as soon as it exists. The task's status comes before its session. */
  async #join(member: StormClient, sessionId: string, plan: PlanHandle): Promise<() => void> {
    for (;;) {
      try {
        const session = member.client.session(sessionId);
        session.follow();
        await session.whenCaughtUp();
        return this.#deciders.get(member)!.watch(session);
      } catch (error) {
        if (!(error instanceof SessionLostError) || error.code !== "SessionNotFound") throw error;
        this.earlyJoins += 1;
      }
      if (plan.state !== undefined && isPlanEnded(plan.state.status)) return () => undefined;
    }
  }

  /** Holds a plan now and then, perhaps until the server has been away, and stops it once in a while. */
  async #hold({ client, random, tap }: StormClient, planId: string): Promise<void> {
    const plan = client.plan(planId);
    for (;;) {
      const before = plan.state;
      if (before !== undefined && isPlanEnded(before.status)) return;
      await plan.session.until((state) => state.plan !== before);
      if (random.chance(0.02)) await this.#command(() => plan.stop());
      if (!random.chance(0.1)) continue;
      await this.#command(() => plan.pause());
      const line = tap.lines.length;
      const isBack = until(client.connection, () => tap.lines.length > line);
      if (random.chance(0.5)) await Promise.race([isBack, this.#stopping.promise]);
      await this.#command(() => plan.resume());
    }
  }

  /** Repeats a command until it is answered; a plan that has ended meanwhile refuses it. */
  async #command(command: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await command();
      } catch (error) {
        if (isRpcError(error, interactive.errors.SessionStopped)) return;
        if (!this.#mayPass(error)) throw error;
      }
    }
  }

  /** A closed client has no line any more, and will have none. */
  #mayPass(error: unknown): boolean {
    return error instanceof ConnectionLostError && !this.#isClosed;
  }

  async #leave(member: StormClient, sessionId: string): Promise<void> {
    const final = await leaveSession(member, sessionId, this.#waits);
    if (final.state.error !== undefined) this.failures.push(final.state.error);
    this.finalStates.push(final);
  }
}

/**
 * A plan whose middle runs in parallel, with a command in it; what fails there does not keep its end from
 * being reached.
 */
function diamond(random: Random, maxToolMs: number): Plan {
  const script = () =>
    doing(Array.from({ length: random.between(1, 2) }, () => drawCalls(random, { names, maxToolMs })));
  const side = { dependsOn: ["top"], retries: 2, onFailure: TaskFailureAction.Continue };
  return {
    name: "diamond",
    tasks: [
      { id: "top", kind: "ai_interaction", instructions: script() },
      { ...side, id: "left", kind: "ai_interaction", instructions: script(), inputs: { top: "top" } },
      { ...side, id: "right", kind: "validation", parameters: { command: "check" } },
      { id: "join", kind: "no_op", dependsOn: ["left", "right"] },
      {
        id: "end",
        kind: "ai_interaction",
        instructions: script(),
        inputs: { left: "left" },
        dependsOn: ["join"],
      },
    ],
  };
}
