import type { AdminOption } from "@aiwhisperer/protocol/admin";
import { type ReactElement, useState } from "react";
import { FilterField } from "../ui/filter-field.tsx";
import { type Column, DataTable, Hint } from "./data-table.tsx";
import { useAdmin } from "./use-admin.ts";

const columns: readonly Column<AdminOption>[] = [
  { title: "Option", look: "id", cell: ({ name }) => name },
  {
    title: "Value",
    cell: ({ value }) => <span className="whitespace-normal [overflow-wrap:anywhere]">{value}</span>,
  },
  {
    title: "From",
    cell: ({ source }) => <span className={source === "default" ? "text-muted" : ""}>{source}</span>,
  },
  { title: "Group", cell: ({ group }) => <span className="text-muted">{group}</span> },
];

/** The server's configuration, with secrets masked. */
export function Configuration(): ReactElement {
  const [text, setText] = useState("");
  const { value: options, fault } = useAdmin<readonly AdminOption[]>("/configuration");
  if (options === undefined) return <Hint>{fault?.message ?? "Loading…"}</Hint>;
  const wanted = options.filter((option) => Object.values(option).join(" ").toLowerCase().includes(text));
  return (
    <>
      <FilterField
        label="Filter"
        placeholder="all options"
        onFilter={(typed) => setText(typed.trim().toLowerCase())}
      />
      {wanted.length === 0 ? (
        <Hint>{options.length === 0 ? "The server lists no options." : "No option matches."}</Hint>
      ) : (
        <DataTable caption="Configuration" columns={columns} rows={wanted} keyOf={({ name }) => name} />
      )}
    </>
  );
}
