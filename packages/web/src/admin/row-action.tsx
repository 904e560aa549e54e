import { type ReactElement, useState } from "react";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { askAdmin } from "./ask-admin.ts";
import type { Column } from "./data-table.tsx";

/** An action on a row, with a confirmation. */
export interface RowAction<Row> {
  /** One word. */
  readonly name: string;
  /** The accessible name of a row's button. */
  readonly labelOf: (row: Row) => string;
  /** Default: always. */
  readonly isPossible?: (row: Row) => boolean;
  readonly questionOf: (row: Row) => string;
  /** The consequences, in words for a person. */
  readonly meaning: string;
  /** Label of the cancel button. */
  readonly keepLabel: string;
  /** Label of the confirm button. */
  readonly confirmLabel: string;
  /** Path of the action in the API. */
  readonly pathOf: (row: Row) => string;
}

/**
 * The column of buttons for an action, and the question that they ask; `onDone` is called when the server has
 * done it.
 */
export function useRowAction<Row>(
  action: RowAction<Row> | undefined,
  onDone: () => void,
): { readonly columns: readonly Column<Row>[]; readonly dialog: ReactElement | null } {
  // The row stays while the dialog closes, and when it has left the list meanwhile.
  const [asked, setAsked] = useState<Row>();
  const [isOpen, setOpen] = useState(false);
  if (action === undefined) return { columns: [], dialog: null };
  const {
    name,
    labelOf,
    isPossible = () => true,
    questionOf,
    meaning,
    keepLabel,
    confirmLabel,
    pathOf,
  } = action;
  const ask = (row: Row): void => {
    setAsked(row);
    setOpen(true);
  };
  const cell = (row: Row): ReactElement => (
    <Button shape="small" aria-label={labelOf(row)} disabled={!isPossible(row)} onClick={() => ask(row)}>
      {name}…
    </Button>
  );
  const dialog = asked !== undefined && (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={() => setOpen(false)}
      title={questionOf(asked)}
      keepLabel={keepLabel}
      confirmLabel={confirmLabel}
      action={async () => {
        await askAdmin(pathOf(asked), { method: "POST" });
        onDone();
      }}
    >
      {meaning}
    </ConfirmDialog>
  );
  return { columns: [{ title: name, look: "action", cell }], dialog: dialog || null };
}
