import type { ClientToolDescription } from "./client-tool.ts";
import { policyOf, type ToolPolicies } from "./tool-policy.ts";
import type { RegisteredTool } from "./tool-registry.ts";

/** What decides which tools fit into one model request. */
export interface OfferBounds {
  readonly policies: ToolPolicies;
  readonly maxOfferedTools: number;
}

/** The tools of a model request, by who runs them. */
export interface OfferedTools {
  readonly own: readonly RegisteredTool[];
  readonly clients: readonly ClientToolDescription[];
  /** Names of the server's tools for which there is no room. */
  readonly leftOut: ReadonlySet<string>;
}

/**
 * Which tools models are offered: none that is denied, and at most `maxOfferedTools`. Those of the session's
 * clients come first, then the server's in the order of its sources. Tools that cannot be used now keep their
 * place, so that the others stay the same through an outage.
 */
export function chooseOffered(
  registered: readonly RegisteredTool[],
  clientTools: readonly ClientToolDescription[],
  { policies, maxOfferedTools }: OfferBounds,
): OfferedTools {
  const names = new Set(registered.map(({ tool }) => tool.name));
  const clients = clientTools
    .filter((tool) => !names.has(tool.name) && policyOf(policies, tool) !== "deny")
    .slice(0, maxOfferedTools);
  const allowed = registered.filter(({ tool }) => policyOf(policies, tool) !== "deny");
  const room = maxOfferedTools - clients.length;
  return {
    own: allowed.slice(0, room),
    clients,
    leftOut: new Set(allowed.slice(room).map(({ tool }) => tool.name)),
  };
}
