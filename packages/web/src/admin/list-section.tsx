import type { AdminList } from "@aiwhisperer/protocol/admin";
import { type ReactElement, useState } from "react";
import { Button } from "../ui/button.tsx";
import { FilterField } from "../ui/filter-field.tsx";
import { type Column, DataTable, Hint } from "./data-table.tsx";
import { type RowAction, useRowAction } from "./row-action.tsx";
import { useAdmin } from "./use-admin.ts";

/** A list of the server, and how it is shown. */
export interface ListSectionProps<Row> {
  /** Path of the list in the API. */
  readonly path: string;
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  /** The text for an empty list. */
  readonly empty: string;
  /** The actions on its rows. */
  readonly action?: RowAction<Row>;
}

/** A list that is kept up to date, in pages, of everybody or of one user. */
export function ListSection<Row>({
  path,
  caption,
  columns,
  keyOf,
  empty,
  action,
}: ListSectionProps<Row>): ReactElement {
  const [user, setUser] = useState("");
  const [offset, setOffset] = useState(0);
  const query = new URLSearchParams({ offset: String(offset), ...(user === "" ? {} : { user }) });
  const { value: list, fault, refresh } = useAdmin<AdminList<Row>>(`${path}?${query}`);
  const { columns: buttons, dialog } = useRowAction(action, refresh);
  const onUser = (text: string): void => {
    setUser(text.trim());
    setOffset(0);
  };
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3 pb-2">
        <FilterField label="User" placeholder="everybody" onFilter={onUser} />
        {list !== undefined && list.total > 0 && <Pages list={list} offset={offset} onOffset={setOffset} />}
      </div>
      {list === undefined && <Hint>{fault?.message ?? "Loading…"}</Hint>}
      {list?.total === 0 && <Hint>{user === "" ? empty : `No entries for ${user}.`}</Hint>}
      {list !== undefined && list.total > 0 && (
        <DataTable caption={caption} columns={[...columns, ...buttons]} rows={list.rows} keyOf={keyOf} />
      )}
      {dialog}
    </>
  );
}

interface PagesProps {
  readonly list: AdminList<unknown>;
  readonly offset: number;
  readonly onOffset: (offset: number) => void;
}

/** The range of the shown rows, with buttons for the next and previous pages. */
function Pages({ list: { rows, total, nextOffset }, offset, onOffset }: PagesProps): ReactElement {
  const shown = rows.length === 0 ? "None" : `${offset + 1}–${offset + rows.length}`;
  return (
    <div className="flex items-center gap-2 text-muted text-sm tabular-nums">
      {shown} of {total.toLocaleString()}
      {offset > 0 && (
        <Button shape="small" onClick={() => onOffset(0)}>
          First page
        </Button>
      )}
      {nextOffset !== undefined && (
        <Button shape="small" onClick={() => onOffset(nextOffset)}>
          Next page
        </Button>
      )}
    </div>
  );
}
