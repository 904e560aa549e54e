import { DEFAULT_TOOL_POLICIES, LOG_ENGINE_NAMES } from "@aiwhisperer/engine";
import { LOG_LEVELS } from "@aiwhisperer/protocol/admin";
import {
  ADMIN_LIMIT_OPTIONS,
  AUTH_LIMIT_OPTIONS,
  ENGINE_LIMIT_OPTIONS,
  MCP_LIMIT_OPTIONS,
  SANDBOX_LIMIT_OPTIONS,
  SERVER_LIMIT_OPTIONS,
  WORKSPACE_LIMIT_OPTIONS,
} from "./limit-options.ts";
import type { OptionDefinition } from "./option-definition.ts";
import type { ValueOf } from "./option-kind.ts";
import {
  adminClaimForm,
  claimForm,
  hostForm,
  hostNameForm,
  keySetUrlForm,
  modelForm,
  networkForm,
  originForm,
  priceForm,
  TOOL_POLICIES,
  toolPolicyForm,
} from "./text-form.ts";

const policyKind = { type: "choice", choices: TOOL_POLICIES, placeholder: "policy" } as const;

/** Every option of the server, by the key that the configuration file has it under. */
export const OPTIONS = {
  host: {
    kind: { type: "text", form: hostForm },
    fallback: "127.0.0.1",
    group: "Where it listens",
    description: "address to listen on; any but a loopback one needs --api-keys or tokens",
  },
  port: {
    kind: { type: "integer", min: 0, max: 65_535, placeholder: "number" },
    fallback: 8_000,
    group: "Where it listens",
    isHarmless: true,
    description: "port to listen on; 0 takes a free one",
  },
  allowHost: {
    kind: { type: "list", form: hostNameForm },
    fallback: [],
    group: "Where it listens",
    description: "host name that browsers may use for this server, beside the loopback ones; may be repeated",
  },
  allowOrigin: {
    kind: { type: "list", form: originForm },
    fallback: [],
    group: "Where it listens",
    description: "origin of another site whose pages may use this server; may be repeated",
  },
  publicUrl: {
    kind: { type: "optional-text", form: originForm },
    fallback: undefined,
    group: "Where it listens",
    description:
      "origin under which clients reach this server, for its documents and for its pages, which may use the server; a sign-in at an MCP server returns to it; by default the address that it listens on",
  },
  trustProxy: {
    kind: { type: "list", form: networkForm },
    fallback: [],
    group: "Where it listens",
    description:
      "address or network of a proxy whose X-Forwarded-For and X-Forwarded-Proto count; from any other sender they are ignored, also on loopback; may be repeated",
  },
  trustLocal: {
    kind: { type: "switch" },
    fallback: false,
    group: "Who may use it",
    description:
      "accept every client that reaches a loopback address without a token, other users of the machine included",
  },
  apiKeys: {
    kind: { type: "switch" },
    fallback: false,
    group: "Who may use it",
    description: "require an API key, made by `aiwhisperer keys create`",
  },
  tokenSecretFile: {
    kind: { type: "file" },
    fallback: undefined,
    group: "Who may use it",
    description:
      "file with the secret, of 32 bytes or more, by which JSON Web Tokens are signed; lets their users in",
  },
  tokenKeysFile: {
    kind: { type: "file" },
    fallback: undefined,
    group: "Who may use it",
    description: "file with the public keys (JWKS) by which JSON Web Tokens are signed; lets their users in",
  },
  tokenKeysUrl: {
    kind: { type: "optional-text", form: keySetUrlForm },
    fallback: undefined,
    group: "Who may use it",
    description:
      "https address of the public keys (JWKS) by which JSON Web Tokens are signed; lets their users in",
  },
  tokenIssuer: {
    kind: { type: "optional-text", form: claimForm },
    fallback: undefined,
    group: "Who may use it",
    description: "who has to have issued a token (claim iss); needed with tokens",
  },
  tokenAudience: {
    kind: { type: "text", form: claimForm },
    fallback: "aiwhisperer",
    group: "Who may use it",
    description: "required audience of tokens (claim aud)",
  },
  adminClaim: {
    kind: { type: "text", form: adminClaimForm },
    fallback: "role=admin",
    group: "Who may use it",
    description: "claim of a token that makes its user an admin",
  },
  dataDir: {
    kind: { type: "folder" },
    fallback: ".aiwhisperer",
    group: "What it runs",
    description: "folder of the event log; made where it is missing",
  },
  takeOver: {
    kind: { type: "switch" },
    fallback: false,
    group: "What it runs",
    description: "serve the data folder although another process serves it; that process then ends",
  },
  model: {
    kind: { type: "text", form: modelForm },
    fallback: "demo",
    group: "What it runs",
    description: "model of sessions that name none",
  },
  log: {
    kind: { type: "choice", choices: LOG_ENGINE_NAMES, placeholder: "engine" },
    fallback: "sqlite",
    group: "What it runs",
    description:
      "where the event log is: sqlite, a file in the data folder; memory, lost when the program ends (also with --durability none)",
  },
  durability: {
    kind: { type: "choice", choices: ["full", "normal", "none"], placeholder: "level" },
    fallback: "full",
    group: "What it runs",
    description:
      "what an acknowledged event survives: full, also a loss of power; normal, a crash of this program; none, nothing, as the log is in memory and ends with it",
  },
  afterRestart: {
    kind: { type: "choice", choices: ["continue", "interrupt"], placeholder: "action" },
    fallback: "continue",
    group: "What it runs",
    description: "what becomes of an answer that a restart cut off",
  },
  maxLogBytes: {
    kind: { type: "integer", min: 0, max: Number.MAX_SAFE_INTEGER, placeholder: "bytes", unit: "bytes" },
    fallback: 0,
    group: "What it runs",
    description:
      "largest size of the event log on the disk, without its write-ahead file; what does not fit is refused; 0 for no limit",
  },
  logReserveBytes: {
    kind: { type: "integer", min: 0, max: 1_099_511_627_776, placeholder: "bytes", unit: "bytes" },
    fallback: 8_388_608,
    group: "What it runs",
    description:
      "disk space that the event log holds so that sessions can be deleted when the disk is full; at most a quarter of the free space; 0 for none",
  },
  maxStoredAnswers: {
    kind: { type: "integer", min: 1, max: 1_000_000_000, placeholder: "number" },
    fallback: 1_000_000,
    group: "What it runs",
    description: "answers of idempotency keys that are kept; one more lets the oldest be forgotten",
  },
  otel: {
    kind: { type: "switch" },
    fallback: false,
    group: "What it runs",
    description: "send traces with the OpenTelemetry SDK that is installed beside the server",
  },
  logLevel: {
    kind: {
      type: "choice",
      choices: LOG_LEVELS,
      placeholder: "level",
    },
    fallback: "warn",
    group: "What it runs",
    isHarmless: true,
    description:
      "least weight of what is logged, as lines of JSON, on the error stream; admins can change it until the next start",
  },
  workspace: {
    kind: { type: "folder" },
    fallback: ".",
    group: "Tools",
    description: "folder that the built-in tools for files cannot leave, and that commands begin in",
  },
  tools: {
    kind: { type: "switch" },
    fallback: true,
    group: "Tools",
    description:
      "offer models the built-in tools: read, list, search, write and edit files, and run commands; the flag turns them off",
  },
  askUser: {
    kind: { type: "switch" },
    fallback: true,
    group: "Tools",
    description:
      "offer models the built-in tool `ask_user`, which asks the person, also in plans; the flag, or that for all built-in tools, turns it off",
  },
  readPolicy: {
    kind: policyKind,
    fallback: DEFAULT_TOOL_POLICIES.read,
    group: "Tools",
    description: "what happens before a tool runs that changes nothing",
  },
  writePolicy: {
    kind: policyKind,
    fallback: DEFAULT_TOOL_POLICIES.write,
    group: "Tools",
    description: "what happens before a tool runs that changes files or other data",
  },
  executePolicy: {
    kind: policyKind,
    fallback: DEFAULT_TOOL_POLICIES.execute,
    group: "Tools",
    description: "what happens before a tool runs that starts programs or has unpredictable effects",
  },
  toolPolicy: {
    kind: { type: "list", form: toolPolicyForm },
    fallback: [],
    group: "Tools",
    description: "policy of one tool, which precedes the three above; may be repeated",
  },
  commandSandbox: {
    kind: { type: "choice", choices: ["auto", "required", "off"], placeholder: "use" },
    fallback: "auto",
    group: "Tools",
    description:
      "whether commands run in a sandbox of the operating system, bubblewrap or Seatbelt: auto, where there is one, with a warning where there is none; required, or the server does not start; off, never",
  },
  commandNetwork: {
    kind: { type: "choice", choices: ["deny", "allow"], placeholder: "access" },
    fallback: "deny",
    group: "Tools",
    description: "whether commands in the sandbox reach the network, this machine's own ports included",
  },
  commandReadable: {
    kind: { type: "files" },
    fallback: [],
    group: "Tools",
    description:
      "file or folder that commands in the sandbox can read although it is in the home folder or hidden; may be repeated",
  },
  commandWritable: {
    kind: { type: "files" },
    fallback: [],
    group: "Tools",
    description:
      "file or folder that commands in the sandbox can write beside the workspace; may be repeated",
  },
  mcpConfig: {
    kind: { type: "file" },
    fallback: undefined,
    group: "Tools",
    description: 'JSON file with MCP servers to take tools from, as `{"mcpServers": {…}}`',
  },
  plugin: {
    kind: { type: "files" },
    fallback: [],
    group: "Tools",
    description:
      "module whose export `plugin` adds delegates, tools, models, kinds of tasks or methods; it runs with all rights of the server; may be repeated",
  },
  price: {
    kind: { type: "list", form: priceForm },
    fallback: [],
    group: "Budgets",
    description:
      "what models cost, in dollars for a million tokens in and out; `*` in a model's name matches any text, and the first match counts; may be repeated",
  },
  ...ENGINE_LIMIT_OPTIONS,
  ...SERVER_LIMIT_OPTIONS,
  ...AUTH_LIMIT_OPTIONS,
  ...ADMIN_LIMIT_OPTIONS,
  ...WORKSPACE_LIMIT_OPTIONS,
  ...SANDBOX_LIMIT_OPTIONS,
  ...MCP_LIMIT_OPTIONS,
} as const satisfies Readonly<Record<string, OptionDefinition>>;

/** Key of an option. */
export type OptionName = keyof typeof OPTIONS;

/**
 * A value for every option. It holds every limit of the engine, the server, the workspace's tools and MCP
 * servers, under the same name.
 */
export type Config = { readonly [Name in OptionName]: ValueOf<(typeof OPTIONS)[Name]["kind"]> };

/** Keys of all options, in the order of the table. */
export const OPTION_NAMES = Object.keys(OPTIONS) as readonly OptionName[];

/** The option of that key. */
export function optionOf(name: OptionName): OptionDefinition {
  return OPTIONS[name];
}
