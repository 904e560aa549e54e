import type { ReactElement } from "react";

/** The filter's text, and the callback for a change. */
export interface FilterFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly onFilter: (text: string) => void;
}

/** A field that leaves of a list what it says. */
export function FilterField({ label, placeholder, onFilter }: FilterFieldProps): ReactElement {
  return (
    <label className="flex items-center gap-2 text-muted text-sm">
      {label}
      <input
        className="h-8 w-48 rounded-lg border border-edge bg-surface px-2.5 text-ink"
        onChange={(event) => onFilter(event.target.value)}
        placeholder={placeholder}
        type="search"
      />
    </label>
  );
}
