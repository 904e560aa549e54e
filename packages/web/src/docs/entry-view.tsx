import type { ReactElement } from "react";
import type { Entry } from "./contract-parts.tsx";
import { Remarks } from "./remarks.tsx";
import { RowsTable } from "./rows-table.tsx";

/** Something that the contract declares, with a link to its place. */
export function EntryView({ id, text, deprecated, tables, errors = [] }: Entry): ReactElement {
  return (
    <article id={id} aria-labelledby={`${id}-name`} className="flex scroll-mt-4 flex-col gap-3">
      <h3 id={`${id}-name`} className="font-medium font-mono text-base">
        <a href={`#${id}`} className="hover:underline">
          {id}
        </a>
      </h3>
      <Remarks text={text} deprecated={deprecated} />
      {tables.map((table) => (
        <RowsTable key={table.caption} {...table} />
      ))}
      {errors.length > 0 && (
        <p className="text-sm">
          <span className="text-muted">Errors: </span>
          {errors.map((name, index) => (
            <span key={name}>
              {index > 0 && ", "}
              <a href={`#${name}`} className="font-mono text-accent underline">
                {name}
              </a>
            </span>
          ))}
        </p>
      )}
    </article>
  );
}
