import type { ReactElement } from "react";
import { useConnectionDescription } from "./use-connection-description.ts";

const dots = {
  good: "bg-accent",
  waiting: "bg-caution motion-safe:animate-pulse",
  bad: "bg-danger",
} as const;

/** How the line is, in a dot and a word. Changes of the word are read out. */
export function ConnectionBadge(): ReactElement {
  const { tone, label } = useConnectionDescription();
  return (
    <output className="inline-flex items-center gap-2 text-muted text-xs" data-connection={tone}>
      <span aria-hidden="true" className={`size-2 rounded-full ${dots[tone]}`} />
      {label}
    </output>
  );
}
