import { TaskStatus } from "@aiwhisperer/protocol";
import { useClient } from "@aiwhisperer/react";
import { useEffect, useMemo, useState } from "react";
import type { Question } from "../approval/question.ts";
import { type PlanTaskView, taskTitle } from "./plan-task-view.ts";

/** What waits for a decision in a task's session. */
export interface TaskQuestion extends Question {
  readonly taskId: string;
}

const noQuestions: readonly TaskQuestion[] = [];

/** What waits for a decision in the sessions of a plan's tasks that are under way. They are followed while the plan is shown. */
export function useTaskQuestions(views: readonly PlanTaskView[]): readonly TaskQuestion[] {
  const client = useClient();
  const underWay = views.filter(isUnderWay);
  const ids = underWay.map(({ state }) => state.taskSessionId).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is a new one with every event; its ids say whether it differs
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
      const asked = sessions.flatMap(({ session, ...task }) =>
        session.state.pendingApprovals.map((call) => ({ ...task, session, call })),
      );
      setQuestions((before) => (areSame(before, asked) ? before : asked));
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

function areSame(before: readonly Question[], after: readonly Question[]): boolean {
  return before.length === after.length && before.every(({ call }, index) => call === after[index]?.call);
}
