import type { ErrorSyntax } from "../syntax/tree.ts";
import { locationText } from "../text/source-text.ts";
import { reportIn, type Scope } from "./scope.ts";

/** An error and where it is declared. */
export interface ScopedError {
  readonly scope: Scope;
  readonly syntax: ErrorSyntax;
}

const lowestReserved = -32768;
const lowestFree = -32099;

/**
 * Checks the codes of all errors of a run: whole, each used once, and outside of what JSON-RPC 2.0 keeps for
 * itself (section 5.1); -32099 to -32000, its range for servers, is allowed.
 */
export function checkErrorCodes(errors: readonly ScopedError[]): void {
  const seen = new Map<number, ScopedError>();
  for (const error of errors) {
    const { scope, syntax } = error;
    const { value, text, span } = syntax.code;
    const first = seen.get(value);
    if (!Number.isSafeInteger(value)) {
      reportIn(scope, span, { message: `\`${text}\` cannot be an error code`, help: "use a whole number" });
    } else if (value >= lowestReserved && value < lowestFree) {
      const message = `error code ${value} belongs to JSON-RPC itself`;
      reportIn(scope, span, {
        message,
        help: `use one from ${lowestFree} to -32000, or one outside of -32768 to -32000`,
      });
    } else if (first) {
      const place = locationText(first.scope.source, first.syntax.name.span.start);
      const message = `error code ${value} is the code of \`${first.syntax.name.text}\` already`;
      reportIn(scope, span, {
        message,
        help: `give \`${syntax.name.text}\` a code of its own; the other is at ${place}`,
      });
    } else seen.set(value, error);
    checkText(error);
  }
}

function checkText({ scope, syntax: { text, name } }: ScopedError): void {
  if (text.value.trim() !== "") return;
  const message = `error \`${name.text}\` has an empty text`;
  reportIn(scope, text.span, { message, help: "say in one sentence what happened" });
}
