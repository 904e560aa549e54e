import type { GrantOffer, GrantScope } from "@aiwhisperer/protocol";
import { EngineFault } from "../kit/engine-fault.ts";
import type { EngineLimits } from "../kit/limits.ts";
import type { GrantableTool } from "./call-subject.ts";
import { type Grants, grantsInForce, isSameGrant, type StoredGrant } from "./grants.ts";
import { defineTool } from "./tool-definition.ts";

/** The question about a call that a person answers with a grant. */
export interface GrantQuestion {
  readonly tool: GrantableTool;
  readonly scopes: readonly GrantOffer[];
  /** Of the tool's definition that the person saw. */
  readonly definitionHash: string | undefined;
}

/** A person's choice, and what the grant is made with. */
export interface GrantChoice {
  /** Default: the first of the offered ones. */
  readonly scope?: GrantScope | undefined;
  readonly grantedBy: string;
  readonly grantId: string;
  readonly now: number;
  readonly limits: Pick<EngineLimits, "maxGrantsPerSession" | "grantLifetimeMs">;
}

/**
 * Makes a grant of a person's choice; `undefined` when the tool's definition is not the one that the person
 * saw. Throws `limit_exceeded` when the session has as many as it may.
 */
export function makeGrant(
  grants: Grants,
  { tool, scopes, definitionHash }: GrantQuestion,
  { scope, grantedBy, grantId, now, limits }: GrantChoice,
): StoredGrant | undefined {
  const chosen = chooseOffer(scopes, scope);
  const { hash, parts } = defineTool(tool);
  if (chosen === undefined || hash !== definitionHash) return undefined;
  const { maxGrantsPerSession: value, grantLifetimeMs } = limits;
  const expiry = grantLifetimeMs === 0 ? {} : { expiresAt: now + grantLifetimeMs };
  const grant = {
    grantId,
    toolName: tool.name,
    ...chosen,
    since: now,
    grantedBy,
    ...expiry,
    definitionHash: hash,
  };
  const others = grantsInForce(grants, now).filter((other) => !isSameGrant(other, grant));
  if (others.length >= value)
    throw new EngineFault("limit_exceeded", { limit: "maxGrantsPerSession", value });
  return { grant, definition: parts };
}

/** The offer of that scope, or the first one. Throws `invalid_scope` for a scope that is not offered. */
export function chooseOffer(
  offers: readonly GrantOffer[],
  scope: GrantScope | undefined,
): GrantOffer | undefined {
  if (scope === undefined) return offers[0];
  const key = keyOf(scope);
  const chosen = offers.find((offer) => keyOf(offer.scope) === key);
  if (chosen !== undefined) return chosen;
  throw new EngineFault("invalid_scope", { reason: "is none of the scopes of the request for approval" });
}

/** Of the members that count: a client may have added others. */
function keyOf({ type, command, prefixes, folder, path }: GrantScope): string {
  return JSON.stringify([type, command, prefixes, folder, path]);
}
