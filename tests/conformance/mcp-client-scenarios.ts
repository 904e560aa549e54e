/** A client scenario of `@modelcontextprotocol/conformance`: how the tools are used in it, or why it does not apply. */
export type ClientScenario = { readonly calls: readonly ScenarioCall[] } | { readonly doesNotApply: string };

/** A call that the scenario waits for. */
export interface ScenarioCall {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
}

const NO_OAUTH =
  "This program takes part in no OAuth flow: a server that wants a token gets the one that stands in the configured headers.";

/** Every client scenario of the installed version. */
export const CLIENT_SCENARIOS: Readonly<Record<string, ClientScenario>> = {
  initialize: { calls: [] },
  tools_call: { calls: [{ tool: "add_numbers", args: { a: 5, b: 3 } }] },
  "sse-retry": { calls: [{ tool: "test_reconnection", args: {} }] },
  "elicitation-sep1034-client-defaults": {
    doesNotApply:
      "A server cannot ask a person through a form here, so that the client does not declare elicitation; a tool that depends on it is not offered or fails with the server's words.",
  },
  "auth/metadata-default": { doesNotApply: NO_OAUTH },
  "auth/metadata-var1": { doesNotApply: NO_OAUTH },
  "auth/metadata-var2": { doesNotApply: NO_OAUTH },
  "auth/metadata-var3": { doesNotApply: NO_OAUTH },
  "auth/basic-cimd": { doesNotApply: NO_OAUTH },
  "auth/scope-from-www-authenticate": { doesNotApply: NO_OAUTH },
  "auth/scope-from-scopes-supported": { doesNotApply: NO_OAUTH },
  "auth/scope-omitted-when-undefined": { doesNotApply: NO_OAUTH },
  "auth/scope-step-up": { doesNotApply: NO_OAUTH },
  "auth/scope-retry-limit": { doesNotApply: NO_OAUTH },
  "auth/token-endpoint-auth-basic": { doesNotApply: NO_OAUTH },
  "auth/token-endpoint-auth-post": { doesNotApply: NO_OAUTH },
  "auth/token-endpoint-auth-none": { doesNotApply: NO_OAUTH },
  "auth/pre-registration": { doesNotApply: NO_OAUTH },
  "auth/2025-03-26-oauth-metadata-backcompat": { doesNotApply: NO_OAUTH },
  "auth/2025-03-26-oauth-endpoint-fallback": { doesNotApply: NO_OAUTH },
  "auth/resource-mismatch": { doesNotApply: NO_OAUTH },
  "auth/offline-access-scope": { doesNotApply: NO_OAUTH },
  "auth/offline-access-not-supported": { doesNotApply: NO_OAUTH },
  "auth/client-credentials-jwt": { doesNotApply: NO_OAUTH },
  "auth/client-credentials-basic": { doesNotApply: NO_OAUTH },
  "auth/cross-app-access-complete-flow": { doesNotApply: NO_OAUTH },
};
