import type { GrantOffer } from "@aiwhisperer/protocol";
import type { ToolApproval } from "./tool-call.ts";

/** Scopes that a person can allow beyond a single call. */
export interface GrantChoices {
  /** The scope to offer first: narrower than every call of the tool. Absent if there is none. */
  readonly suggested?: GrantOffer;
  /** The others, the narrowest first. They include every call of the tool, which needs a step of its own. */
  readonly more: readonly GrantOffer[];
}

/** Type of the scope that covers every call of a tool. */
export const EVERY_CALL = "tool";

/** Arranges the scopes that an approval offers. */
export function grantChoices({ scopes = [] }: Pick<ToolApproval, "scopes">): GrantChoices {
  const suggested = scopes.findLast(({ scope }) => scope.type !== EVERY_CALL);
  const more = scopes.filter((offer) => offer !== suggested);
  return suggested === undefined ? { more } : { suggested, more };
}
