import type { OAuthConfig } from "../../packages/engine/src/tool/mcp/kit/mcp-config.ts";

/**
 * A client scenario of `@modelcontextprotocol/conformance`: how the server is used in it, or why it does not
 * apply.
 */
export type ClientScenario = RunScenario | { readonly doesNotApply: string };

/** A scenario that is run. */
export interface RunScenario {
  /** The calls that it waits for. */
  readonly calls: readonly ScenarioCall[];
  /** The server's `oauth` member, made from what the scenario hands to its client. */
  readonly oauth?: (context: Readonly<Record<string, string>>) => OAuthConfig;
}

/** A call that the scenario waits for. */
export interface ScenarioCall {
  readonly tool: string;
  /** The arguments, or the name of a tool whose schema is the argument `schema`. */
  readonly args: Readonly<Record<string, unknown>> | { readonly schemaOf: string };
}

const SKILLS =
  "Skills (an extension) are not taken from servers: this program offers models tools, resources and prompts, and no skills that servers bring.";
const SIGNED_IN: RunScenario = { calls: [{ tool: "test-tool", args: {} }] };

/** Every client scenario of the installed version. */
export const CLIENT_SCENARIOS: Readonly<Record<string, ClientScenario>> = {
  initialize: { calls: [] },
  tools_call: { calls: [{ tool: "add_numbers", args: { a: 5, b: 3 } }] },
  "sse-retry": { calls: [{ tool: "test_reconnection", args: {} }] },
  "elicitation-sep1034-client-defaults": {
    calls: [{ tool: "test_client_elicitation_defaults", args: {} }],
  },
  "request-metadata": { calls: [] },
  "auth/metadata-default": SIGNED_IN,
  "auth/metadata-var1": SIGNED_IN,
  "auth/metadata-var2": SIGNED_IN,
  "auth/metadata-var3": SIGNED_IN,
  "auth/basic-cimd": {
    ...SIGNED_IN,
    oauth: () => ({ clientMetadataUrl: "https://conformance-test.local/client-metadata.json" }),
  },
  "auth/scope-from-www-authenticate": SIGNED_IN,
  "auth/scope-from-scopes-supported": SIGNED_IN,
  "auth/scope-omitted-when-undefined": SIGNED_IN,
  "auth/scope-step-up": SIGNED_IN,
  "auth/scope-retry-limit": SIGNED_IN,
  "auth/token-endpoint-auth-basic": SIGNED_IN,
  "auth/token-endpoint-auth-post": SIGNED_IN,
  "auth/token-endpoint-auth-none": SIGNED_IN,
  "auth/pre-registration": {
    ...SIGNED_IN,
    oauth: ({ client_id = "", client_secret = "" }) => ({ clientId: client_id, clientSecret: client_secret }),
  },
  "auth/2025-03-26-oauth-metadata-backcompat": SIGNED_IN,
  "auth/2025-03-26-oauth-endpoint-fallback": SIGNED_IN,
  "auth/resource-mismatch": { calls: [] },
  "auth/offline-access-scope": SIGNED_IN,
  "auth/offline-access-not-supported": SIGNED_IN,
  "auth/authorization-server-migration": SIGNED_IN,
  "auth/iss-supported": SIGNED_IN,
  "auth/iss-not-advertised": SIGNED_IN,
  "auth/iss-supported-missing": { calls: [] },
  "auth/iss-wrong-issuer": { calls: [] },
  "auth/iss-unexpected": { calls: [] },
  "auth/iss-normalized": { calls: [] },
  "auth/metadata-issuer-mismatch": { calls: [] },
  "auth/client-credentials-jwt": {
    ...SIGNED_IN,
    oauth: ({ client_id = "", private_key_pem = "" }) => ({
      grant: "client_credentials",
      clientId: client_id,
      privateKey: private_key_pem,
    }),
  },
  "auth/client-credentials-basic": {
    ...SIGNED_IN,
    oauth: ({ client_id = "", client_secret = "" }) => ({
      grant: "client_credentials",
      clientId: client_id,
      clientSecret: client_secret,
    }),
  },
  "auth/enterprise-managed-authorization": {
    doesNotApply:
      "Access that a company's identity provider grants (an extension) needs that provider's ID token of the person. This program has none: people sign in at the MCP server's own authorization server.",
  },
  "auth/dpop": SIGNED_IN,
  "auth/dpop-nonce": SIGNED_IN,
  "auth/wif-jwt-bearer": {
    doesNotApply:
      "Workload identities (an extension) are issued by a cloud platform to the workloads that it runs. A program that runs unattended signs in by its own secret or key (oauth.grant client_credentials).",
  },
  "sep-2322-client-request-state": {
    calls: [
      { tool: "test_mrtr_echo_state", args: {} },
      { tool: "test_mrtr_unrelated", args: {} },
      { tool: "test_mrtr_no_state", args: {} },
      { tool: "test_mrtr_no_result_type", args: {} },
    ],
  },
  "http-standard-headers": {
    calls: [
      { tool: "test_headers", args: {} },
      { tool: "my-hyphenated-tool", args: {} },
    ],
  },
  "http-custom-headers": {
    calls: [
      {
        tool: "test_custom_headers",
        args: {
          region: "us-west1",
          priority: 42,
          verbose: false,
          debug: true,
          empty_val: "",
          method_val: "test-method",
          float_val: 2.5,
          non_ascii_val: "Hello, 世界",
          whitespace_val: " padded ",
          leading_space_val: " us-west1",
          trailing_space_val: "us-west1 ",
          internal_space_val: "us west 1",
          control_char_val: "line1\nline2",
          crlf_val: "line1\r\nline2",
          tab_val: "\tindented",
          query: "SELECT * FROM users",
        },
      },
      {
        tool: "test_custom_headers_null",
        args: { region: "us-east1", priority: 1, verbose: null, query: "SELECT 1" },
      },
    ],
  },
  "http-invalid-tool-headers": { calls: [{ tool: "valid_tool", args: { region: "us-west1" } }] },
  "json-schema-ref-no-deref": { calls: [] },
  "json-schema-2020-12-preservation": {
    calls: [{ tool: "json_schema_echo", args: { schemaOf: "json_schema_2020_12_tool" } }],
  },
  "sep-2640-client-no-prefetch": { doesNotApply: SKILLS },
  "sep-2640-client-verify-digest": { doesNotApply: SKILLS },
  "sep-2640-client-verify-size": { doesNotApply: SKILLS },
  "sep-2640-client-verify-frontmatter": { doesNotApply: SKILLS },
};
