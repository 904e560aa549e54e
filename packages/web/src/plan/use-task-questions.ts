import { TaskStatus } from "@aiwhisperer/protocol";
import { useClient } from "@aiwhisperer/react";
import { useEffect, useMemo, useState } from "react";
import type { AskedDecision, AskedQuestion } from "../approval/question.ts";
import { type PlanTaskView, taskTitle } from "./plan-task-view.ts";

/** A tool call that waits for a decision in a task's session. */
export interface TaskQuestion extends AskedDecision {
  readonly taskId: string;
}

/** Pending decisions and questions in the sessions of tasks. */
export interface TaskQuestions {
  /** Tool calls that wait for a decision. */
  readonly decisions: readonly TaskQuestion[];
  /** Questions of tools. */
  readonly asked: readonly (AskedQuestion & { readonly taskId: string })[];
}

const noQuestions: TaskQuestions = { decisions: [], asked: [] };

/**
 * Pending decisions and questions in the sessions of a plan's running tasks, which are followed while the
 * plan is shown.
 */
export function useTaskQuestions(views: readonly PlanTaskView[]): TaskQuestions {
  const client = useClient();
  const underWay = views.filter(isUnderWay);
  const ids = underWay.map(({ state }) => state.taskSessionId).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ids say whether the list differs
  const sessions = useMemo(
    () =>
      underWay.flatMap(({ task, state: { taskId, taskSessionId } }) =>
        taskSessionId === undefined
          ? []
          : [{ taskId, place: `Task “${taskTitle(task)}”`, session: client.session(taskSessionId) }],
      ),
    [client, ids],
  );
  const [questions, setQuestions] = useState(noQuestions);
  useEffect(() => {
    const read = () => {
      const decisions = sessions.flatMap(({ session, ...task }) =>
        session.state.pendingApprovals.map((call) => ({ ...task, session, call })),
      );
      const asked = sessions.flatMap(({ session, ...task }) =>
        session.state.openQuestions.map((question) => ({ ...task, session, question })),
      );
      setQuestions((before) => (areSame(before, { decisions, asked }) ? before : { decisions, asked }));
    };
    const ends = sessions.flatMap(({ session }) => [session.retain(), session.subscribe(read)]);
    read();
    return () => {
      for (const end of ends) end();
    };
  }, [sessions]);
  return questions;
}

function isUnderWay({ state: { status } }: PlanTaskView): boolean {
  return status === TaskStatus.Running || status === TaskStatus.Paused;
}

function areSame(before: TaskQuestions, after: TaskQuestions): boolean {
  return (
    before.decisions.length === after.decisions.length &&
    before.asked.length === after.asked.length &&
    before.decisions.every(({ call }, index) => call === after.decisions[index]?.call) &&
    before.asked.every(({ question }, index) => question === after.asked[index]?.question)
  );
}
