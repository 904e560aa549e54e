import type { AdminSession } from "@aiwhisperer/protocol/admin";
import type { ReactElement } from "react";
import { type Column, stateText } from "./data-table.tsx";
import { durationText } from "./duration-text.ts";
import { ListSection } from "./list-section.tsx";
import type { RowAction } from "./row-action.tsx";

const columns: readonly Column<AdminSession>[] = [
  { title: "Owner", cell: ({ ownerId }) => ownerId },
  { title: "Status", cell: ({ status }) => stateText(status) },
  { title: "Open turns", look: "number", cell: ({ openTurns }) => openTurns.toLocaleString() },
  { title: "Questions", look: "number", cell: ({ pendingApprovals }) => pendingApprovals.toLocaleString() },
  { title: "Followed by", look: "number", cell: ({ attachments }) => attachments.toLocaleString() },
  { title: "Idle for", look: "number", cell: ({ idleMs }) => durationText(idleMs) },
  { title: "Model", cell: ({ model }) => model },
  { title: "Session", look: "id", cell: ({ sessionId }) => sessionId },
];

const stop: RowAction<AdminSession> = {
  name: "Stop",
  labelOf: ({ ownerId }) => `Stop the session of ${ownerId}`,
  isPossible: ({ status }) => status !== "stopped",
  questionOf: ({ ownerId }) => `Stop this session of ${ownerId}?`,
  meaning:
    "A running answer is cancelled, waiting messages are dropped and new ones are refused, for every client. The conversation stays readable. This cannot be undone.",
  keepLabel: "Keep session",
  confirmLabel: "Stop session",
  pathOf: ({ sessionId }) => `/sessions/${sessionId}/stop`,
};

/** The sessions in memory, and the way to stop one. */
export function Sessions(): ReactElement {
  return (
    <ListSection
      path="/sessions"
      caption="Sessions in memory"
      columns={columns}
      keyOf={({ sessionId }) => sessionId}
      empty="No sessions in memory."
      action={stop}
    />
  );
}
