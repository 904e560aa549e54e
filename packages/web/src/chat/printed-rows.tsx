import type { ReactElement } from "react";
import type { Row } from "./rows.ts";
import { TranscriptRow } from "./transcript-row.tsx";

/** Rows that are printed; of more, the last ones. */
const maxPrintedRows = 2_000;

/** The rows of a conversation as they are printed: all of them, one below the other. */
export function PrintedRows({ rows }: { readonly rows: readonly Row[] }): ReactElement {
  const leftOut = Math.max(0, rows.length - maxPrintedRows);
  return (
    <div>
      {leftOut > 0 && (
        <p className="p-4 text-muted text-sm">{leftOut.toLocaleString()} entries before are not printed.</p>
      )}
      {rows.slice(leftOut).map((row) => (
        <div key={row.key} data-row={row.kind}>
          <TranscriptRow row={row} actions={undefined} isPaused={false} />
        </div>
      ))}
    </div>
  );
}
