import type { ReactElement, ReactNode } from "react";

/** A column: its heading, and the cell for a row. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  readonly look?: "text" | "number" | "id" | "action";
}

/** Rows, and how they are shown. */
export interface DataTableProps<Row> {
  /** The table's accessible name. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

const lookClasses = {
  text: "text-left",
  number: "text-right tabular-nums",
  id: "text-left",
  // Stays in sight where the table is wider than the screen.
  action: "sticky right-0 bg-paper text-right",
} as const;

/** A table that is moved sideways where the screen is too narrow for it. */
export function DataTable<Row>({ caption, columns, rows, keyOf }: DataTableProps<Row>): ReactElement {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is moved sideways must be so by keys, too.
    <section aria-label={caption} className="overflow-x-auto" tabIndex={0}>
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-line border-b text-muted text-xs">
            {columns.map(({ title, look = "text" }) => (
              <th
                key={title}
                scope="col"
                className={`whitespace-nowrap px-3 py-2 font-medium ${lookClasses[look]}`}
              >
                {look === "action" ? <span className="sr-only">{title}</span> : title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className="border-line border-b">
              {columns.map(({ title, cell, look = "text" }) => (
                <td
                  key={title}
                  className={`whitespace-nowrap px-3 py-2 ${lookClasses[look]} ${look === "id" ? "font-mono text-xs" : ""}`}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A state of the API as people read it: `awaiting_tool` is `awaiting tool`. */
export function stateText(state: string): string {
  return state.replaceAll("_", " ");
}

/** A line in the place of a table that there is not. */
export function Hint({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <p role="status" className="px-3 py-10 text-center text-muted">
      {children}
    </p>
  );
}
