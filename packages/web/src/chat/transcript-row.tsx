import type { ToolCall } from "@aiwhisperer/client";
import { lazy, type ReactElement, Suspense } from "react";
import type { ConversationActions } from "../composer/conversation-actions.ts";
import { ToolCard } from "../tool/tool-card.tsx";
import { AssistantRow } from "./assistant-row.tsx";
import { RowFrame } from "./row-frame.tsx";
import type { Row } from "./rows.ts";
import { TurnEnding } from "./turn-ending.tsx";
import { UserRow } from "./user-row.tsx";
import { WaitingRow } from "./waiting-row.tsx";

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
          leadsToTools={row.leadsToTools}
          opensAnswer={row.opensAnswer}
        />
      );
    case "tools":
      return <ToolsRow calls={row.calls} />;
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
          retry={actions && row.isLatest ? () => actions.send(row.question) : undefined}
        />
      );
  }
}

/** The tool calls that a step made together, as one stack of cards. */
export function ToolsRow({ calls }: { readonly calls: readonly ToolCall[] }): ReactElement {
  return (
    <RowFrame>
      <ul
        aria-label={calls.length === 1 ? "Tool call" : `${calls.length} tool calls, made together`}
        className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-raised"
      >
        {calls.map((call) => (
          <ToolCard key={call.key} call={call} />
        ))}
      </ul>
    </RowFrame>
  );
}
