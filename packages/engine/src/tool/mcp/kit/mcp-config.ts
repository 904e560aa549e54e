import type { ToolSelection } from "./tool-filter.ts";

/** What every server that tools are taken from has. */
interface ActiveServer {
  /** The part of its tools' names before the dot: letters, digits, `_` and `-`. */
  readonly name: string;
  /** Which of its tools are offered. Default: all. */
  readonly selection?: ToolSelection;
  /**
   * Whether the effects of its tools are what the server says of them. Default false: what it says is shown,
   * and every tool counts as `execute`.
   */
  readonly trustHints?: boolean;
  /** Longest time of a call. Default: the limit `mcpCallTimeoutMs`. */
  readonly callTimeoutMs?: number;
  /**
   * Values that came from variables and belong to no member whose values are secrets anyway, each with its
   * variable's name.
   */
  readonly variables?: Readonly<Record<string, string>>;
  /** What of the entry has no effect, for people. Holds no values. */
  readonly warnings?: readonly string[];
}

/** A server that is a process of this machine: messages go through its standard input and output. */
export interface StdioServerConfig extends ActiveServer {
  readonly kind: "stdio";
  readonly command: string;
  readonly args: readonly string[];
  /** Variables beside those of `serverEnvironment`; their values are secrets. */
  readonly env: Readonly<Record<string, string>>;
  /** Default: this process's own. */
  readonly cwd?: string;
  /** The sandbox that it runs in, as commands do. Default: none. */
  readonly sandbox?: SandboxWish;
}

/** How a process is confined. */
export interface SandboxWish {
  /** Whether it reaches the network. */
  readonly network: boolean;
}

/**
 * How this program authenticates itself at a server's authorization server. Every member is optional; without
 * them it registers itself.
 */
export interface OAuthConfig {
  /** The client that was registered beforehand. */
  readonly clientId?: string;
  /** Its secret. */
  readonly clientSecret?: string;
  /**
   * A PEM of its private key, with which it authenticates instead of by a secret; for `client_credentials`
   * only.
   */
  readonly privateKey?: string;
  /**
   * Address of a document that describes this program, for authorization servers that take one as the
   * client's id.
   */
  readonly clientMetadataUrl?: string;
  /** The scopes to ask for, separated by spaces. Default: those that the server names. */
  readonly scopes?: string;
  /** `client_credentials`: this program signs in for itself; no person does. Default `authorization_code`. */
  readonly grant?: "authorization_code" | "client_credentials";
  /** The only authorization server that gets the client's secret. Default: the one that the server names. */
  readonly issuer?: string;
}

/** A server that is reached over streamable HTTP, or over the older HTTP+SSE. */
export interface HttpServerConfig extends ActiveServer {
  readonly kind: "http";
  readonly url: string;
  /** Sent with every request; their values are secrets. */
  readonly headers: Readonly<Record<string, string>>;
  readonly oauth?: OAuthConfig;
}

/** A server that is configured and not used. */
export interface DisabledServerConfig {
  readonly kind: "disabled";
  readonly name: string;
}

/** A server whose entry cannot be used. The others are not affected. */
export interface InvalidServerConfig {
  readonly kind: "invalid";
  readonly name: string;
  /** What is wrong with the entry, each with its place. Holds no values. */
  readonly problems: readonly string[];
}

/** A server that tools are taken from. */
export type ActiveServerConfig = StdioServerConfig | HttpServerConfig;

export type McpServerConfig = ActiveServerConfig | DisabledServerConfig | InvalidServerConfig;

/** What is wrong at one place of a configuration. */
export interface McpConfigProblem {
  /** Such as `mcpServers.files.args[1]`; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

/** Why a configuration of MCP servers cannot be read at all. It never holds a value of `env` or `headers`. */
export class McpConfigFault extends Error {
  override readonly name = "McpConfigFault";
  readonly problems: readonly McpConfigProblem[];

  constructor(problems: readonly McpConfigProblem[]) {
    super(problems.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)).join("\n"));
    this.problems = problems;
  }
}

/** Variables by name, as a process has them. */
export type Environment = Readonly<Record<string, string | undefined>>;
