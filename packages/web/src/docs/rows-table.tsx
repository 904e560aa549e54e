import type { ReactElement, ReactNode } from "react";

/** A row: what it is about, and its cells. */
export interface TableRow {
  readonly key: string;
  readonly cells: readonly ReactNode[];
}

/** A table of the contract. */
export interface RowsTableProps {
  /** The table's accessible name. */
  readonly caption: string;
  readonly titles: readonly string[];
  readonly rows: readonly TableRow[];
}

/** A table whose last column takes the room that there is. */
export function RowsTable({ caption, titles, rows }: RowsTableProps): ReactElement {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is moved sideways must be so by keys, too.
    <section aria-label={caption} className="overflow-x-auto" tabIndex={0}>
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-line border-b text-left text-muted text-xs">
            {titles.map((title) => (
              <th key={title} scope="col" className="py-1.5 pr-4 font-medium last:w-full last:pr-0">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key} className="border-line border-b align-top last:border-0">
              {cells.map((cell, column) => (
                <td
                  key={titles[column]}
                  className="whitespace-nowrap py-1.5 pr-4 last:min-w-64 last:whitespace-normal last:pr-0"
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
