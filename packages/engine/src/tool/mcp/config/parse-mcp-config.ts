import type { ActiveServerConfig, Environment, McpServerConfig } from "../kit/mcp-config.ts";
import { type Fields, isFields } from "../wire/json-fields.ts";
import { EntryReader } from "./entry-reader.ts";
import { type ConfigPlaces, defaultPlaces } from "./expand-variables.ts";
import { findServers, type ServerEntry } from "./find-servers.ts";
import { parseJsonc } from "./parse-jsonc.ts";
import { readHttpServer, URL_NAMES } from "./read-http-server.ts";
import { readServerOptions } from "./read-server-options.ts";
import { readStdioServer } from "./read-stdio-server.ts";

const STDIO_TYPES = ["stdio", "local"];
const HTTP_TYPES = [
  "http",
  "sse",
  "streamable-http",
  "streamablehttp",
  "streamable_http",
  "http-stream",
  "remote",
];

/**
 * Reads the servers of a text like `{"mcpServers": {"files": {"command": "npx", "args": […]}, "web": {"url":
 * "https://…"}}}`, also in the forms that other programs have for it. An entry that cannot be used is one of
 * kind `invalid`; what has no effect is among its warnings. Files that an entry names by `envFile` are read.
 * @throws {McpConfigFault} when the text is no JSON, or has no servers at any known place.
 */
export function parseMcpConfig(
  text: string,
  environment: Environment,
  places: ConfigPlaces = defaultPlaces(environment),
): readonly McpServerConfig[] {
  const taken = new Set<string>();
  return findServers(parseJsonc(text)).map((entry) => {
    const name = toServerName(entry.name, taken);
    taken.add(name);
    return readServer(entry, name, places);
  });
}

function readServer(
  { name: given, path, value }: ServerEntry,
  name: string,
  places: ConfigPlaces,
): McpServerConfig {
  if (!isFields(value)) return { kind: "invalid", name, problems: [`${path}: must be an object`] };
  const fields = withTransport(value);
  const reader = new EntryReader(path, fields, places);
  if (isDisabled(reader)) return { kind: "disabled", name };
  const server = readActiveServer(reader, name);
  if (server === undefined || reader.problems.length > 0) {
    return { kind: "invalid", name, problems: reader.problems };
  }
  const renamed = name === given ? [] : [`${path}: its tools are named ${name}.TOOL`];
  const warnings = [...renamed, ...reader.warnings];
  const { variables } = reader;
  return {
    ...server,
    ...(Object.keys(variables).length === 0 ? {} : { variables }),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

/** `transport` is another name of `type`, or an object that has what is here beside it. */
function withTransport(fields: Fields): Fields {
  const { transport, ...others } = fields;
  if (isFields(transport)) return { ...transport, ...others };
  return typeof transport === "string" ? { type: transport, ...others } : fields;
}

/**
 * `enabled: false` and `isActive: false` are other forms of `disabled: true`. A disabled entry may have
 * anything in its other members.
 */
function isDisabled(reader: EntryReader): boolean {
  const disabled = readFlag(reader, "disabled") === true;
  const isOff = readFlag(reader, "enabled") === false;
  return readFlag(reader, "isActive") === false || isOff || disabled;
}

function readFlag(reader: EntryReader, name: string): boolean | undefined {
  const found = reader.take(name);
  if (found === undefined) return undefined;
  if (found.value === true || found.value === "true" || found.value === 1) return true;
  if (found.value === false || found.value === "false" || found.value === 0) return false;
  reader.warn(name, "is neither true nor false and has no effect");
  return undefined;
}

function readActiveServer(reader: EntryReader, name: string): ActiveServerConfig | undefined {
  const kind = kindOf(reader);
  if (kind === undefined) return undefined;
  const options = readServerOptions(reader);
  const server: ActiveServerConfig =
    kind === "stdio"
      ? { kind, name, ...readStdioServer(reader), ...options }
      : { kind, name, ...readHttpServer(reader), ...options };
  for (const member of reader.unread()) reader.warn(member, "is unknown and has no effect");
  return server;
}

function kindOf(reader: EntryReader): "stdio" | "http" | undefined {
  const type = reader.take("type", "transportType")?.value;
  const hasCommand = reader.has("command");
  const hasUrl = reader.has(...URL_NAMES);
  const declared = typeof type === "string" ? type.toLowerCase() : undefined;
  if (declared !== undefined && ![...STDIO_TYPES, ...HTTP_TYPES].includes(declared)) {
    reader.refuse("type", "is none of stdio, http and sse");
    return undefined;
  }
  if (!hasCommand && !hasUrl) {
    reader.refuse("", "needs either a command (a process) or a url (streamable HTTP)");
    return undefined;
  }
  if (hasCommand !== hasUrl) return hasCommand ? "stdio" : "http";
  if (declared === undefined) {
    reader.refuse("", "has both a command and a url; remove one, or say which by type");
    return undefined;
  }
  return STDIO_TYPES.includes(declared) ? "stdio" : "http";
}

const MAX_LENGTH = 48;

/**
 * A name as it may be the part of its tools' names before the dot, different from those taken: `files` of
 * `github.com/example/files`.
 */
export function toServerName(name: string, taken: ReadonlySet<string>): string {
  const last =
    name
      .split(/[/\\]/)
      .filter((part) => part.trim() !== "")
      .at(-1) ?? "";
  const whole = toAllowed(name).length <= MAX_LENGTH ? toAllowed(name) : toAllowed(last);
  const wanted = whole.slice(0, MAX_LENGTH) || "server";
  let free = wanted;
  for (let count = 2; taken.has(free); count += 1) {
    const suffix = `-${count}`;
    free = `${wanted.slice(0, MAX_LENGTH - suffix.length)}${suffix}`;
  }
  return free;
}

function toAllowed(name: string): string {
  return name.replace(/[^\w-]+/g, "-").replace(/^-+|-+$/g, "");
}
