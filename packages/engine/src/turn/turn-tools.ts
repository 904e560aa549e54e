import type { SessionHeader } from "../event/session-header.ts";
import type { ModelTool } from "../model/model.ts";
import type { SessionEnvironment } from "../store/session-environment.ts";
import type { SessionStore } from "../store/session-store.ts";
import { clientToolsOf } from "../tool/list-tools.ts";
import { chooseOffered } from "../tool/offered-tools.ts";
import { policyOf } from "../tool/tool-policy.ts";
import type { RegisteredTool, SourceInstructions } from "../tool/tool-registry.ts";
import type { CallWatch } from "./call-watch.ts";
import type { TurnTools } from "./turn-context.ts";

/** The tools of one session's turns. */
export function createTurnTools(
  store: SessionStore,
  environment: SessionEnvironment,
  watch: CallWatch,
): TurnTools {
  const { sessionId, ownerId: userId } = store.header;
  const { registry, policies, clientOffers, schemas } = environment.tools;
  return {
    registry,
    policies,
    schemas: schemas.for(userId),
    clientTools: () => clientToolsOf(environment, store.header),
    offers: () => clientOffers.of(sessionId),
    onOffersChanged: (listener) => clientOffers.subscribe(sessionId, listener),
    decidedCalls: new Map(),
    decidePolicy: (question) => environment.decidePolicy({ ...question, sessionId, userId }),
    watch,
    trackTool: environment.tools.track,
  };
}

/** Instructions of the sources of the server's offered tools. */
export function offeredInstructions({ tools }: SessionEnvironment): readonly SourceInstructions[] {
  const { registry, policies } = tools;
  return registry.instructions(registry.usable().filter((tool) => policyOf(policies, tool) !== "deny"));
}

/**
 * The tools that a model is offered. A tool of the server hides a client's tool of the same name, a denied
 * one is not offered, and those over `maxOfferedTools` are left out.
 */
export function offeredTools(environment: SessionEnvironment, header: SessionHeader): readonly ModelTool[] {
  const { registry, policies } = environment.tools;
  const { maxOfferedTools } = environment.limits;
  const listed = registry.list();
  const usable = new Set(
    listed.filter(({ unusable }) => unusable === undefined).map(({ tool }) => tool.name),
  );
  // A client's tool replaces a tool of the server that cannot be used now.
  const clientTools = clientToolsOf(environment, header);
  const bounds = { policies, maxOfferedTools };
  const { own, clients } = chooseOffered(withoutReplaced(listed, clientTools), clientTools, bounds);
  return [...own.map(({ tool }) => tool).filter(({ name }) => usable.has(name)), ...clients].map(
    ({ name, description, inputSchema }) => ({ name, description, inputSchema }),
  );
}

/** Without the server's tools that cannot be used while a client offers one of the same name. */
function withoutReplaced(
  listed: readonly RegisteredTool[],
  clientTools: readonly { readonly name: string }[],
): readonly RegisteredTool[] {
  const replaced = new Set(clientTools.map(({ name }) => name));
  return listed.filter(({ tool, unusable }) => unusable === undefined || !replaced.has(tool.name));
}
