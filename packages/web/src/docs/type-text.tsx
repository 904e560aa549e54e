import type { JsonSchema } from "@aiwhisperer/protocol/document";
import type { ReactElement } from "react";
import { typeParts } from "./type-parts.ts";

/** A type as a `.def` file writes it, with links to what it names. */
export function TypeText({ schema }: { readonly schema: JsonSchema }): ReactElement {
  return (
    <code className="text-sm">
      {typeParts(schema).map((part) =>
        typeof part === "string" ? (
          part
        ) : (
          <a key={part.name} href={`#${part.name}`} className="text-accent underline">
            {part.name}
          </a>
        ),
      )}
    </code>
  );
}
