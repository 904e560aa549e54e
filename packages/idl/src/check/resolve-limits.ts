import type { Limits } from "../model/contract-model.ts";
import type { LimitsSyntax, NumberLiteral } from "../syntax/tree.ts";
import { reportIn, type Scope } from "./scope.ts";

/** What limits can be put on. */
export type LimitedKind = "string" | "id" | "int" | "float" | "array" | "map";

const counted: { readonly [kind in LimitedKind]?: string } = {
  string: "the length of a string",
  id: "the length of an id",
  array: "the number of items",
  map: "the number of entries",
};

/** The limits that are written; faulty sides are reported and left open. */
export function resolveLimits(scope: Scope, syntax: LimitsSyntax | undefined, kind: LimitedKind): Limits {
  const min = sideOf(scope, syntax?.min, kind);
  const max = sideOf(scope, syntax?.max, kind);
  if (syntax && min !== undefined && max !== undefined && min > max) {
    const message = `the lower limit ${min} is above the upper limit ${max}`;
    reportIn(scope, syntax.span, { message, help: `did you mean \`(${max}..${min})\`?` });
    return {};
  }
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

function sideOf(scope: Scope, literal: NumberLiteral | undefined, kind: LimitedKind): number | undefined {
  if (!literal) return undefined;
  const { value, span, text } = literal;
  const what = counted[kind];
  if (what && value < 0) {
    reportIn(scope, span, {
      message: `${what} cannot be ${text}`,
      help: "use 0 or more, or leave this side out",
    });
    return undefined;
  }
  const fits = kind === "float" ? Number.isFinite(value) : Number.isSafeInteger(value);
  if (fits) return value;
  const help =
    kind === "float"
      ? "use a number that a double can hold"
      : "use a whole number between -(2^53 - 1) and 2^53 - 1";
  reportIn(scope, span, { message: `\`${text}\` cannot be a limit of \`${kind}\``, help });
  return undefined;
}
