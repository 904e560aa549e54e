import { TaskStatus } from "@aiwhisperer/protocol";
import { useClient } from "@aiwhisperer/react";
import { useEffect, useMemo, useState } from "react";
import type { AskedDecision, AskedQuestion } from "../approval/question.ts";
import { type PlanTaskView, taskTitle } from "./plan-task-view.ts";

/** What waits for a decision in a task's session. */
export interface TaskQuestion extends AskedDecision {
  readonly taskId: string;
}

/** What waits for a person in the sessions of tasks. */
export interface TaskQuestions {
  /** Whether a tool call may run. */
  readonly decisions: readonly TaskQuestion[];
  /** What a tool asks. */
  readonly asked: readonly (AskedQuestion & { readonly taskId: string })[];
}

const noQuestions: TaskQuestions = { decisions: [], asked: [] };

/**
 * What waits for a person in the sessions of a plan's tasks that are under way. They are followed while the
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
