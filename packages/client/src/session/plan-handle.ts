import { type Caller, type GetPlanResponse, type interactive, PlanStatus } from "@aiwhisperer/protocol";
import type { PlanState } from "../conversation/plan-state.ts";
import type { Readable } from "../kit/store.ts";
import type { SessionHandle } from "./session-handle.ts";

/** A plan as a program uses it: its state comes from the session that tells of it, which has to be followed for that. */
export class PlanHandle implements Readable<PlanState | undefined> {
  readonly planId: string;
  /** The session that tells of the plan: to follow it, and for its events. */
  readonly session: SessionHandle;
  readonly #rpc: Caller<typeof interactive>;

  /** Made by the client: `client.startPlan` or `plan`. */
  constructor(session: SessionHandle, rpc: Caller<typeof interactive>) {
    this.planId = session.sessionId;
    this.session = session;
    this.#rpc = rpc;
  }

  /** The plan as far as it is known; undefined before its first event has come. */
  get state(): PlanState | undefined {
    return this.session.state.plan;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.session.subscribe(listener);

  /** The plan once it has ended, in whatever way. Follows its session. Rejects with `SessionLostError`. */
  async whenEnded(): Promise<PlanState> {
    this.session.follow();
    for (;;) {
      const plan = this.state;
      if (plan !== undefined && isPlanEnded(plan.status)) return plan;
      await this.session.until((state) => state.plan !== plan);
    }
  }

  /** Holds the plan: its running tasks are paused and no other begins. Pausing twice is fine. */
  async pause(): Promise<void> {
    await this.#rpc.pausePlan({ planId: this.planId });
  }

  /** Lets a held plan go on. */
  async resume(): Promise<void> {
    await this.#rpc.resumePlan({ planId: this.planId });
  }

  /** Ends the plan: its running tasks are cancelled, the others skipped. Stopping twice is fine. */
  async stop(): Promise<void> {
    await this.#rpc.stopPlan({ planId: this.planId });
  }

  /** How the plan stands, without following its session. Rejects as `getPlan` does. */
  async get(): Promise<GetPlanResponse> {
    return this.#rpc.getPlan({ planId: this.planId });
  }
}

/** Whether a plan has come to its end. */
export function isPlanEnded(status: PlanStatus): boolean {
  return status === PlanStatus.Completed || status === PlanStatus.Failed || status === PlanStatus.Stopped;
}
