import type { ModelTool } from "../model/model.ts";
import type { Ledger } from "../session/ledger.ts";
import type { SessionEnvironment } from "../session/session-environment.ts";
import type { SessionHeader } from "../session/session-header.ts";
import { clientToolsOf } from "../tool/list-tools.ts";
import { policyOf } from "../tool/tool-policy.ts";
import type { SourceInstructions } from "../tool/tool-registry.ts";
import type { CallWatch } from "./call-watch.ts";
import type { TurnTools } from "./turn-context.ts";

/** The tools of one session's turns. */
export function createTurnTools(
  ledger: Ledger,
  environment: SessionEnvironment,
  watch: CallWatch,
): TurnTools {
  const { sessionId, ownerId: userId } = ledger.header;
  const { registry, policies, clientOffers } = environment.tools;
  return {
    registry,
    policies,
    clientTools: () => clientToolsOf(environment, ledger.header),
    offeredTools: () => offeredTools(environment, ledger.header),
    offers: () => clientOffers.of(sessionId),
    onOffersChanged: (listener) => clientOffers.subscribe(sessionId, listener),
    decidePolicy: (question) => environment.decidePolicy({ ...question, sessionId, userId }),
    watch,
    trackTool: environment.tools.track,
  };
}

/** What the sources of the server's offered tools say about their use. */
export function offeredInstructions({ tools }: SessionEnvironment): readonly SourceInstructions[] {
  const { registry, policies } = tools;
  return registry.instructions(registry.usable().filter((tool) => policyOf(policies, tool) !== "deny"));
}

/** What a model is told of. A tool of the server hides a client's tool of the same name, and a denied one is not offered. */
function offeredTools(environment: SessionEnvironment, header: SessionHeader): readonly ModelTool[] {
  const { registry, policies } = environment.tools;
  const own = registry.usable();
  const names = new Set(own.map(({ name }) => name));
  const clients = clientToolsOf(environment, header).filter(({ name }) => !names.has(name));
  return [...own, ...clients]
    .filter((tool) => policyOf(policies, tool) !== "deny")
    .map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
}
