import type { AuditList, AuditRecord } from "@aiwhisperer/protocol/admin";
import type { ReactElement } from "react";
import { type Tone, toneClasses } from "../ui/tone.ts";
import { type Column, DataTable, Hint, stateText } from "./data-table.tsx";
import { useAdmin } from "./use-admin.ts";

const tones: Readonly<Record<AuditRecord["outcome"], Tone>> = {
  begun: "caution",
  done: "good",
  failed: "danger",
  refused: "danger",
};

const columns: readonly Column<AuditRecord>[] = [
  { title: "When", cell: ({ time }) => <time dateTime={time}>{new Date(time).toLocaleString()}</time> },
  { title: "Who", cell: ({ userId }) => userId ?? "unknown" },
  { title: "From", cell: ({ address }) => address ?? "" },
  { title: "What", cell: ({ action }) => stateText(action) },
  {
    title: "Outcome",
    cell: (record) => <span className={toneClasses[tones[record.outcome]]}>{outcomeText(record)}</span>,
  },
  { title: "Target", look: "id", cell: ({ target }) => target ?? "" },
];

/** The actions of admins and the refused requests of others, newest first. */
export function Audit(): ReactElement {
  const { value, fault } = useAdmin<AuditList>("/audit");
  if (value === undefined) return <Hint>{fault?.message ?? "Loading…"}</Hint>;
  const { records, isStored } = value;
  return (
    <>
      {!isStored && (
        <p className="px-3 pb-2 text-caution text-sm">
          This server has no audit file. Records are only in its log.
        </p>
      )}
      {records.length === 0 ? (
        <Hint>No admin actions yet.</Hint>
      ) : (
        <DataTable caption="Audit log" columns={columns} rows={records} keyOf={({ id }) => id} />
      )}
    </>
  );
}

function outcomeText({ outcome, status, leftOut }: AuditRecord): string {
  const more = leftOut === undefined ? "" : `, and ${leftOut} more before it`;
  return `${outcome}${status === undefined ? "" : ` (${status})`}${more}`;
}
