import { McpConfigFault } from "../kit/mcp-config.ts";
import { type Fields, isFields } from "../wire/json-fields.ts";

/** An entry of a configuration, not yet read. */
export interface ServerEntry {
  /** As the file has it. */
  readonly name: string;
  /** Such as `mcpServers.files`. */
  readonly path: string;
  readonly value: unknown;
}

/**
 * Where programs have their servers: Claude, Cursor, Cline, Windsurf, Gemini CLI and Kiro; VS Code, its
 * settings; Zed; Amp; opencode.
 */
const PLACES = [
  ["mcpServers"],
  ["servers"],
  ["mcp", "servers"],
  ["mcp.servers"],
  ["context_servers"],
  ["amp.mcpServers"],
  ["mcp_servers"],
  ["mcp"],
];
const MARKS = ["command", "url", "serverUrl", "httpUrl"];

/**
 * The entries of a configuration, in its order. Members that belong to something else are ignored.
 * @throws {McpConfigFault} when it has no servers at any of the known places.
 */
export function findServers(config: unknown): readonly ServerEntry[] {
  const entries = PLACES.flatMap((place) => {
    const value = memberAt(config, place);
    return isPlaceOfOther(place, value) ? [] : (entriesOf(value, place.join(".")) ?? []);
  });
  if (entries.length > 0) return entries;
  if (PLACES.some((place) => isEmpty(memberAt(config, place)))) return [];
  const bare = isFields(config) && Object.values(config).some(isServer) ? entriesOf(config, "") : undefined;
  if (bare !== undefined) return bare;
  const message = "must be an object of servers by name; servers and context_servers are other names of it";
  throw new McpConfigFault([{ path: "mcpServers", message }]);
}

function memberAt(config: unknown, place: readonly string[]): unknown {
  return place.reduce<unknown>((value, name) => (isFields(value) ? value[name] : undefined), config);
}

/** `mcp` of VS Code's settings has its servers one level deeper, that of opencode has them at once. */
function isPlaceOfOther(place: readonly string[], value: unknown): boolean {
  return place.length === 1 && place[0] === "mcp" && isFields(value) && !Object.values(value).some(isServer);
}

function entriesOf(value: unknown, path: string): readonly ServerEntry[] | undefined {
  const prefix = path === "" ? "" : `${path}.`;
  if (isFields(value)) {
    return Object.entries(value).map(([name, entry]) => ({ name, path: `${prefix}${name}`, value: entry }));
  }
  if (!Array.isArray(value)) return undefined;
  // A list of entries that have their names inside.
  return value.map((entry: unknown, index) => {
    const name = isFields(entry) && typeof entry.name === "string" ? entry.name : `server-${index + 1}`;
    return { name, path: `${path}[${index}]`, value: entry };
  });
}

function isServer(value: unknown): value is Fields {
  return isFields(value) && MARKS.some((mark) => mark in value);
}

/** Whether the place is there and has no servers. */
function isEmpty(value: unknown): boolean {
  return value === null || (isFields(value) && Object.keys(value).length === 0);
}
