import type { AdminConnection } from "@aiwhisperer/protocol/admin";
import type { ReactElement } from "react";
import type { Column } from "./data-table.tsx";
import { durationText } from "./duration-text.ts";
import { ListSection } from "./list-section.tsx";
import type { RowAction } from "./row-action.tsx";

const columns: readonly Column<AdminConnection>[] = [
  { title: "User", cell: ({ userId }) => userId },
  { title: "Address", cell: ({ address }) => address ?? "this process" },
  { title: "Connected for", look: "number", cell: ({ ageMs }) => durationText(ageMs) },
  { title: "Sessions", look: "number", cell: ({ attachments }) => attachments.toLocaleString() },
  { title: "Delivery", cell: ({ isLagging }) => (isLagging ? "lagging" : "up to date") },
  { title: "Connection", look: "id", cell: ({ connectionId }) => connectionId },
];

const end: RowAction<AdminConnection> = {
  name: "End",
  labelOf: ({ userId }) => `End the connection of ${userId}`,
  questionOf: ({ userId }) => `End this connection of ${userId}?`,
  meaning:
    "Its client reconnects automatically and loses nothing. To keep a user out, revoke the user's key or token.",
  keepLabel: "Keep connection",
  confirmLabel: "End connection",
  pathOf: ({ connectionId }) => `/connections/${connectionId}/end`,
};

/** The live connections, and the way to end one. */
export function Connections(): ReactElement {
  return (
    <ListSection
      path="/connections"
      caption="Live connections"
      columns={columns}
      keyOf={({ connectionId }) => connectionId}
      empty="No live connections."
      action={end}
    />
  );
}
