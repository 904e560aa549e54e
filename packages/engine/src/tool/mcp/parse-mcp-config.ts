import { expandVariables } from "./expand-variables.ts";
import {
  type ActiveServerConfig,
  type Environment,
  type HttpServerConfig,
  McpConfigFault,
  type McpConfigProblem,
  type McpServerConfig,
  type StdioServerConfig,
} from "./mcp-config.ts";
import { parseOAuthConfig } from "./parse-oauth-config.ts";

/** What is being read, with what was found wrong so far. */
interface Reading {
  readonly environment: Environment;
  readonly problems: McpConfigProblem[];
}

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly fields: Fields;
}

type Fields = Readonly<Record<string, unknown>>;

/** A server's name is the part of its tools' names before the dot. */
const SERVER_NAME = /^[A-Za-z0-9_-]{1,48}$/;
const STDIO_FIELDS = ["type", "disabled", "command", "args", "env", "cwd"];
const HTTP_FIELDS = ["type", "disabled", "url", "headers", "oauth"];
const HTTP_TYPES = ["http", "streamable-http", "streamableHttp", "sse"];

/**
 * Reads a text like `{"mcpServers": {"files": {"command": "npx", "args": […]}, "web": {"url": "https://…"}}}`. `${NAME}` in values of `env` and
 * `headers` becomes the variable's value; elsewhere it stays as it is. A disabled server may have whatever it likes in its other fields.
 * Members beside `mcpServers` belong to other programs and are ignored; unknown fields of a server are not.
 * @throws {McpConfigFault} with everything that is wrong.
 */
export function parseMcpConfig(text: string, environment: Environment): readonly McpServerConfig[] {
  const reading: Reading = { environment, problems: [] };
  const servers = readServers(reading, parseJson(reading, text));
  if (reading.problems.length > 0) throw new McpConfigFault(reading.problems);
  return servers;
}

function parseJson(reading: Reading, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The parser's own message quotes the text, which may hold secrets.
    const place = error instanceof Error ? /line \d+ column \d+/.exec(error.message)?.[0] : undefined;
    report(reading, "", place === undefined ? "this is no JSON" : `this is no JSON at ${place}`);
    return undefined;
  }
}

function readServers(reading: Reading, config: unknown): readonly McpServerConfig[] {
  if (reading.problems.length > 0) return [];
  const servers = isFields(config) ? config.mcpServers : undefined;
  if (!isFields(servers)) {
    report(reading, "mcpServers", "must be an object of servers by name");
    return [];
  }
  return Object.entries(servers).flatMap(([name, fields]) => readServer(reading, name, fields) ?? []);
}

function readServer(reading: Reading, name: string, fields: unknown): McpServerConfig | undefined {
  const path = `mcpServers.${name}`;
  if (!SERVER_NAME.test(name)) {
    report(reading, path, "a server's name has 1 to 48 letters, digits, _ and -");
    return undefined;
  }
  if (!isFields(fields)) {
    report(reading, path, "must be an object");
    return undefined;
  }
  if (fields.disabled === true) return { kind: "disabled", name };
  if (fields.disabled !== undefined && fields.disabled !== false) {
    report(reading, `${path}.disabled`, "must be true or false");
  }
  return readActiveServer(reading, { name, path, fields });
}

function readActiveServer(reading: Reading, entry: Entry): ActiveServerConfig | undefined {
  const { path, fields } = entry;
  const hasCommand = fields.command !== undefined;
  const hasUrl = fields.url !== undefined;
  if (hasCommand === hasUrl) {
    report(reading, path, "needs either a command (a process) or a url (streamable HTTP)");
    return undefined;
  }
  checkFieldNames(reading, path, { fields, known: hasCommand ? STDIO_FIELDS : HTTP_FIELDS });
  checkType(reading, entry, hasCommand ? ["stdio"] : HTTP_TYPES);
  return hasCommand ? readStdioServer(reading, entry) : readHttpServer(reading, entry);
}

function checkFieldNames(
  reading: Reading,
  path: string,
  { fields, known }: { readonly fields: Fields; readonly known: readonly string[] },
): void {
  for (const name of Object.keys(fields)) {
    if (!known.includes(name)) report(reading, `${path}.${name}`, `unknown; known here: ${known.join(", ")}`);
  }
}

function checkType(reading: Reading, { path, fields }: Entry, allowed: readonly string[]): void {
  const { type } = fields;
  if (type === undefined || allowed.some((name) => name === type)) return;
  report(reading, `${path}.type`, `must be ${allowed.join(" or ")}`);
}

function readStdioServer(reading: Reading, { name, path, fields }: Entry): StdioServerConfig {
  const cwd = fields.cwd === undefined ? {} : { cwd: readText(reading, `${path}.cwd`, fields.cwd) };
  return {
    kind: "stdio",
    name,
    command: readText(reading, `${path}.command`, fields.command),
    args: readArgs(reading, `${path}.args`, fields.args),
    env: readValues(reading, `${path}.env`, fields.env),
    ...cwd,
  };
}

function readHttpServer(reading: Reading, { name, path, fields }: Entry): HttpServerConfig {
  const headers = readValues(reading, `${path}.headers`, fields.headers);
  for (const [header, value] of Object.entries(headers)) {
    if (!isHeader(header, value)) report(reading, `${path}.headers.${header}`, "is no HTTP header");
  }
  const oauth = readOAuth(reading, `${path}.oauth`, fields.oauth);
  return { kind: "http", name, url: readUrl(reading, `${path}.url`, fields.url), headers, ...oauth };
}

function readOAuth(reading: Reading, path: string, value: unknown): Pick<HttpServerConfig, "oauth"> {
  if (value === undefined || value === null) return {};
  if (!isFields(value)) {
    report(reading, path, "must be an object");
    return {};
  }
  const oauth = parseOAuthConfig(
    value,
    (name, text) => readValue(reading, `${path}.${name}`, text),
    (name, message) => report(reading, `${path}.${name}`, message),
  );
  return { oauth };
}

function readUrl(reading: Reading, path: string, value: unknown): string {
  const text = readText(reading, path, value);
  if (text === "") return text;
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol))
    report(reading, path, "must be an http or https address");
  else if (url.username !== "" || url.password !== "") {
    report(reading, path, "must have no user and password; put them into headers");
  }
  return text;
}

function readText(reading: Reading, path: string, value: unknown): string {
  if (typeof value === "string" && value !== "" && !value.includes("\0")) return value;
  report(reading, path, "must be a text that is not empty");
  return "";
}

function readArgs(reading: Reading, path: string, value: unknown): readonly string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    report(reading, path, "must be a list of texts");
    return [];
  }
  const args: readonly unknown[] = value;
  return args.flatMap((arg, index) => {
    if (typeof arg === "string" && !arg.includes("\0")) return [arg];
    report(reading, `${path}[${index}]`, "must be a text");
    return [];
  });
}

function readValues(reading: Reading, path: string, value: unknown): Readonly<Record<string, string>> {
  if (value === undefined) return {};
  if (!isFields(value)) {
    report(reading, path, "must be an object of texts by name");
    return {};
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, text]) => [name, readValue(reading, `${path}.${name}`, text)]),
  );
}

function readValue(reading: Reading, path: string, value: unknown): string {
  if (typeof value !== "string" || value.includes("\0")) {
    report(reading, path, "must be a text");
    return "";
  }
  const { text, missing } = expandVariables(value, reading.environment);
  for (const name of missing) report(reading, path, `the variable ${name} is not set`);
  return text;
}

function isHeader(name: string, value: string): boolean {
  try {
    new Headers([[name, value]]);
    return true;
  } catch {
    return false;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function report(reading: Reading, path: string, message: string): void {
  reading.problems.push({ path, message });
}
