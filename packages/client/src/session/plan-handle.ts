import { type Caller, type GetPlanResponse, type interactive, isPlanEnded } from "@aiwhisperer/protocol";
import type { PlanState } from "../conversation/session-state.ts";
import type { Readable } from "../kit/store.ts";
import type { SessionHandle } from "./session-handle.ts";

/** A plan. Its state comes from its session, which must be followed. */
export class PlanHandle implements Readable<PlanState | undefined> {
  readonly planId: string;
  /** The plan's session: to follow it, and for its events. */
  readonly session: SessionHandle;
  readonly #rpc: Caller<typeof interactive>;

  /** Created by the client: `client.startPlan` or `plan`. */
  constructor(session: SessionHandle, rpc: Caller<typeof interactive>) {
    this.planId = session.sessionId;
    this.session = session;
    this.#rpc = rpc;
  }

  /** Snapshot of the plan; undefined before its first event has arrived. */
  get state(): PlanState | undefined {
    return this.session.state.plan;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.session.subscribe(listener);

  /**
   * Follows the plan's session and resolves when the plan has ended, with any status. Rejects with
   * `SessionLostError`.
   */
  async whenEnded(): Promise<PlanState> {
    this.session.follow();
    for (;;) {
      const plan = this.state;
      if (plan !== undefined && isPlanEnded(plan.status)) return plan;
      await this.session.until((state) => state.plan !== plan);
    }
  }

  /** Pauses the plan: its running tasks are paused and no other task starts. Idempotent. */
  async pause(): Promise<void> {
    await this.#rpc.pausePlan({ planId: this.planId });
  }

  /** Resumes a paused plan. Idempotent. */
  async resume(): Promise<void> {
    await this.#rpc.resumePlan({ planId: this.planId });
  }

  /** Stops the plan: its running tasks are cancelled, the others skipped. Idempotent. */
  async stop(): Promise<void> {
    await this.#rpc.stopPlan({ planId: this.planId });
  }

  /** Reads the plan without following its session. Rejects as `getPlan` does. */
  async get(): Promise<GetPlanResponse> {
    return this.#rpc.getPlan({ planId: this.planId });
  }
}
