import type { ReactElement, ReactNode } from "react";

/** A line in the place of a table that there is not. */
export function Hint({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <p role="status" className="px-3 py-10 text-center text-muted">
      {children}
    </p>
  );
}
