import type { Client, PlanState, PlanTaskState, SessionHandle } from "@aiwhisperer/client";
import { isTaskEnded } from "@aiwhisperer/protocol";
import { describeCall } from "../tool/call-text.ts";

/** A session that is followed because a task runs in it. */
interface WatchedSession {
  readonly taskId: string;
  readonly session: SessionHandle;
  readonly dispose: () => void;
}

/** Events of the sessions that a watch follows. */
export interface TaskWatchListener {
  onFollow(session: SessionHandle): void;
  onLeave(session: SessionHandle): void;
  onChange(): void;
}

/** The sessions of a plan's tasks, each followed while its task is at work. */
export class TaskWatch {
  readonly #client: Client;
  readonly #listener: TaskWatchListener;
  readonly #watched = new Map<string, WatchedSession>();

  constructor(client: Client, listener: TaskWatchListener) {
    this.#client = client;
    this.#listener = listener;
  }

  /** Follows the sessions of the tasks at work, and no others. */
  update({ tasks }: PlanState): void {
    const wanted = new Map<string, string>();
    for (const task of tasks) {
      if (task.taskSessionId !== undefined && !isTaskEnded(task.status))
        wanted.set(task.taskSessionId, task.taskId);
    }
    for (const sessionId of this.#watched.keys()) {
      if (!wanted.has(sessionId)) this.#leave(sessionId);
    }
    for (const [sessionId, taskId] of wanted) {
      if (!this.#watched.has(sessionId)) this.#follow(sessionId, taskId);
    }
  }

  /** What a task does now: the newest of its tool calls that has not ended. */
  readonly activityOf = ({ taskSessionId = "" }: PlanTaskState): string | undefined => {
    const { session } = this.#watched.get(taskSessionId) ?? {};
    const call = session?.state.toolCalls.findLast(({ result }) => result === undefined);
    return call === undefined ? undefined : describeCall(call);
  };

  /** The task that runs in a session. */
  taskOf({ sessionId }: SessionHandle): string | undefined {
    return this.#watched.get(sessionId)?.taskId;
  }

  /** Follows no session any more. */
  dispose(): void {
    for (const sessionId of this.#watched.keys()) this.#leave(sessionId);
  }

  #follow(sessionId: string, taskId: string): void {
    const session = this.#client.session(sessionId);
    const release = session.retain();
    const unsubscribe = session.subscribe(() => this.#listener.onChange());
    this.#watched.set(sessionId, {
      taskId,
      session,
      dispose() {
        unsubscribe();
        release();
      },
    });
    this.#listener.onFollow(session);
  }

  #leave(sessionId: string): void {
    const watched = this.#watched.get(sessionId);
    this.#watched.delete(sessionId);
    watched?.dispose();
    if (watched !== undefined) this.#listener.onLeave(watched.session);
  }
}
