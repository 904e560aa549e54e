import { lazy, type ReactElement, Suspense } from "react";
import type { ConversationActions } from "../composer/conversation-actions.ts";
import { AssistantRow } from "./assistant-row.tsx";
import type { Row } from "./rows.ts";
import { TurnEnding } from "./turn-ending.tsx";
import { UserRow } from "./user-row.tsx";
import { WaitingRow } from "./waiting-row.tsx";

const ToolsRow = lazy(() => import("./tool-rows.tsx").then((loaded) => ({ default: loaded.ToolsRow })));
const DraftRow = lazy(() => import("./draft-row.tsx").then((loaded) => ({ default: loaded.DraftRow })));

/** A row, and what can be done in its conversation; nothing in one that has been ended. */
export interface TranscriptRowProps {
  readonly row: Row;
  readonly actions: ConversationActions | undefined;
  readonly isPaused: boolean;
}

/** A row of the transcript in the form of its kind. */
export function TranscriptRow({ row, actions, isPaused }: TranscriptRowProps): ReactElement {
  switch (row.kind) {
    case "user":
      return <UserRow message={row.message} turn={row.turn} actions={actions} />;
    case "assistant":
      return (
        <AssistantRow
          message={row.message}
          turn={row.turn}
          actions={actions}
          leadsToTools={row.leadsToTools}
          opensAnswer={row.opensAnswer}
        />
      );
    case "tools":
      return (
        <Suspense fallback={<div style={{ height: toolsHeight(row.calls.length) }} />}>
          <ToolsRow calls={row.calls} />
        </Suspense>
      );
    case "drafts":
      return (
        <Suspense fallback={null}>
          <DraftRow drafts={row.drafts} />
        </Suspense>
      );
    case "waiting":
      return <WaitingRow turn={row.turn} isPaused={isPaused} opensAnswer={row.opensAnswer} />;
    case "ending":
      return (
        <TurnEnding
          turn={row.turn}
          retry={actions && row.isLatest ? () => actions.retryTurn(row.turn.turnId) : undefined}
        />
      );
  }
}

/** About how high a row of so many tool calls is, in CSS pixels. */
export function toolsHeight(calls: number): number {
  return 18 + calls * 43;
}
