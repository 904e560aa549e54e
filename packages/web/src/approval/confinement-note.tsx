import { type Confinement, revealHidden } from "@aiwhisperer/protocol";
import type { ReactElement } from "react";

/** What confines the program of a tool call; a program that is not confined is marked. */
export function ConfinementNote({ confinement }: { readonly confinement: Confinement }): ReactElement {
  const isConfined = confinement.sandbox !== undefined;
  return (
    <p className={isConfined ? "text-muted text-xs" : "font-medium text-caution text-xs"}>
      {revealHidden(confinement.summary)}
    </p>
  );
}
