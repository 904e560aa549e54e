import { type Client, isPlanEnded, type PlanHandle, PlanStatus } from "@aiwhisperer/client";
import { type CommandHost, signalExitCode } from "../kit/command-host.ts";
import { listenForStop, type StopRequest } from "../kit/stop-request.ts";
import { reportConnection } from "../terminal/connection-notes.ts";
import { explainFailure } from "../terminal/failure-text.ts";
import { oneLine, shownText, styleOf } from "../terminal/terminal-text.ts";
import type { ApproveRule } from "../tool/approval-answer.ts";
import { ApprovalDialog } from "../tool/approval-dialog.ts";
import { createPlanDisplay } from "./plan-display.ts";
import { taskNames } from "./plan-lines.ts";
import { TaskWatch } from "./task-watch.ts";

/** A plan on a screen. */
export interface FollowedPlan {
  readonly client: Client;
  readonly handle: PlanHandle;
  /** Decides about tool calls beforehand. Default: it is asked at a terminal, and waited for elsewhere. */
  readonly rule?: ApproveRule | undefined;
}

/**
 * Shows a plan until it has ended, and has the tool calls of its tasks decided. Resolves with the exit code:
 * 0 where it is completed, 1 where it has failed or another user has stopped it. A signal asks to stop the
 * plan, a second one leaves at once; the code is the signal's then. Rejects as `whenEnded` of the plan does.
 */
export async function followPlan(plan: FollowedPlan, host: CommandHost): Promise<number> {
  const stop = listenForStop(host, Date.now);
  const screen = new PlanScreen(plan, host);
  try {
    return await untilEnded(plan.handle, { stop, screen });
  } finally {
    stop.dispose();
    screen.dispose();
  }
}

async function untilEnded(
  handle: PlanHandle,
  { stop, screen }: { readonly stop: StopRequest; readonly screen: PlanScreen },
): Promise<number> {
  const ended = handle.whenEnded();
  const outcome = await Promise.race([ended, stop.first]);
  if (!("type" in outcome)) return outcome.status === PlanStatus.Completed ? 0 : 1;
  if (outcome.type === "failure") throw outcome.error;
  screen.tell("The plan is being stopped. Ask again to leave at once.");
  await Promise.race([screen.stopPlan().then(() => ended), stop.again]);
  return signalExitCode(outcome.signal);
}

/** What of a plan is on the screen: its progress on the output, questions and notes on the error stream. */
class PlanScreen {
  readonly #handle: PlanHandle;
  readonly #host: CommandHost;
  readonly #dialog: ApprovalDialog;
  readonly #display: ReturnType<typeof createPlanDisplay>;
  readonly #tasks: TaskWatch;
  readonly #disposals: readonly (() => void)[];

  constructor({ client, handle, rule }: FollowedPlan, host: CommandHost) {
    this.#handle = handle;
    this.#host = host;
    this.#display = createPlanDisplay(host);
    this.#dialog = new ApprovalDialog(host, {
      rule,
      askerOf: (session) => {
        const taskId = this.#tasks.taskOf(session);
        return taskId === undefined ? undefined : `Task ${this.#nameOf(taskId)}`;
      },
      onWrite: () => this.#display.leave(),
    });
    this.#tasks = new TaskWatch(client, {
      onFollow: (session) => this.#dialog.add(session),
      onLeave: (session) => this.#dialog.remove(session),
      onChange: () => this.#update(),
    });
    this.#disposals = [
      handle.subscribe(() => this.#update()),
      reportConnection(client.connection, (text) => this.tell(text)),
    ];
    this.#update();
  }

  /** Writes a note beside the progress. */
  tell(text: string): void {
    const { stderr, env } = this.#host;
    this.#display.leave();
    stderr.write(`${styleOf(stderr, env).warning(shownText(text))}\n`);
  }

  /** Stops the plan; reports a failed request. */
  async stopPlan(): Promise<void> {
    try {
      await this.#handle.stop();
    } catch (error) {
      const text = explainFailure(error);
      if (text === undefined) throw error;
      this.tell(`The plan could not be stopped. ${text}`);
    }
  }

  /** Shows what came last, and nothing more. */
  dispose(): void {
    this.#update();
    for (const dispose of this.#disposals) dispose();
    this.#tasks.dispose();
    this.#dialog.close();
  }

  #nameOf(taskId: string): string {
    const { state } = this.#handle;
    return (state && taskNames(state).get(taskId)) ?? oneLine(taskId, 64);
  }

  #update(): void {
    const { state } = this.#handle;
    if (state === undefined) return;
    this.#tasks.update(state);
    // A question stays where it is, and what is typed behind it.
    const isFree = !this.#dialog.isAsking || isPlanEnded(state.status);
    if (isFree) this.#display.show(state, this.#tasks.activityOf);
  }
}
