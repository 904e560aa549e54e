import type { AdminTurn } from "@aiwhisperer/protocol/admin";
import type { ReactElement } from "react";
import { type Column, stateText } from "./data-table.tsx";
import { durationText } from "./duration-text.ts";
import { ListSection } from "./list-section.tsx";

const columns: readonly Column<AdminTurn>[] = [
  { title: "Owner", cell: ({ ownerId }) => ownerId },
  { title: "State", cell: ({ status }) => stateText(status) },
  { title: "Age", look: "number", cell: ({ ageMs }) => durationText(ageMs) },
  { title: "Turn", look: "id", cell: ({ turnId }) => turnId },
  { title: "Session", look: "id", cell: ({ sessionId }) => sessionId },
];

/** The turns that run or wait, the oldest first. */
export function Turns(): ReactElement {
  return (
    <ListSection
      path="/turns"
      caption="Open turns"
      columns={columns}
      keyOf={({ sessionId, turnId }) => `${sessionId} ${turnId}`}
      empty="No open turns."
    />
  );
}
