import {
  type Client,
  ProtocolError,
  ProtocolErrorCode,
  type RequestOptions,
} from "@modelcontextprotocol/client";
import type { McpLimits } from "../kit/mcp-limits.ts";
import { carriedResult, removedTools } from "../wire/carry-answers.ts";
import { isFields } from "../wire/json-fields.ts";
import { isLeftOut, type LeftOutTool, type ReadTool, readTool, type ServerTool } from "./read-tool.ts";

/** What a server lists: the tools that can be read, in its order, and what is left out. */
export interface ServerListing {
  readonly tools: readonly ServerTool[];
  readonly leftOut: readonly LeftOutTool[];
}

/** Placeholder for the rest of a list among the tools left out. */
const REST = "(further tools)";
/** Entries of a list that are left out and named; further ones are counted. */
const MAX_NAMED = 100;

/**
 * Asks a server for its tools, page by page. Whatever it sends, what can be read is returned and what cannot
 * is named. Rejects when the server refuses the first page, when the signal aborts or when the connection is
 * lost.
 */
export async function listServerTools(
  client: Client,
  limits: McpLimits,
  options: RequestOptions,
): Promise<ServerListing> {
  const entries: ReadTool[] = [];
  const cursors = new Set<string>();
  let cursor: string | undefined;
  for (let pages = 1; ; pages += 1) {
    const page = await readPage(client, cursor, { ...options, limits, isFirst: cursor === undefined });
    entries.push(...page.entries);
    cursor = page.cursor;
    const fault = cursor === undefined ? page.fault : restFault({ pages, cursor, cursors }, entries, limits);
    if (fault !== undefined) entries.push({ name: REST, reason: fault });
    if (cursor === undefined || fault !== undefined) return toListing(entries);
    cursors.add(cursor);
  }
}

interface Page {
  readonly entries: readonly ReadTool[];
  readonly cursor?: string;
  /** Why the list ends here although the server may have more. */
  readonly fault?: string;
}

interface PageOptions extends RequestOptions {
  readonly limits: McpLimits;
  readonly isFirst: boolean;
}

async function readPage(client: Client, cursor: string | undefined, options: PageOptions): Promise<Page> {
  const { limits, isFirst, ...request } = options;
  try {
    // A carrier has no cursor, so the library never reads further pages by itself.
    const params = cursor === undefined ? undefined : { cursor };
    const carrier = await client.listTools(params, { ...request, cacheMode: "refresh" });
    return toPage(carrier, limits);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const isUnknown = error.code === ProtocolErrorCode.MethodNotFound;
    if (isFirst && !isUnknown) throw error;
    return {
      entries: [],
      fault: isFirst ? "the server has no list of tools" : `the server refused the next page (${error.code})`,
    };
  }
}

function toPage(carrier: object, limits: McpLimits): Page {
  const answer = carriedResult({ ...carrier });
  const removed = removedTools({ ...carrier });
  const { tools, nextCursor } = isFields(answer) ? answer : { tools: answer, nextCursor: undefined };
  if (tools !== undefined && tools !== null && !Array.isArray(tools)) {
    return { entries: [], fault: "the server's list of tools is no list" };
  }
  const listed: readonly unknown[] = tools ?? [];
  const entries = listed.map((entry, place): ReadTool => {
    const tool = readTool(entry, place, limits);
    if (!removed.has(place) || isLeftOut(tool)) return tool;
    return { name: tool.name, reason: "its parameters for HTTP headers break the rules of MCP" };
  });
  const isCursor = (typeof nextCursor === "string" && nextCursor !== "") || typeof nextCursor === "number";
  return { entries, ...(isCursor ? { cursor: String(nextCursor) } : {}) };
}

/** Why the pages behind this one are not read. */
function restFault(
  { pages, cursor, cursors }: { pages: number; cursor: string; cursors: ReadonlySet<string> },
  entries: readonly ReadTool[],
  { maxMcpListPages, maxMcpTools }: McpLimits,
): string | undefined {
  if (cursors.has(cursor)) return "the server's list of tools repeats a page for ever";
  if (pages >= maxMcpListPages)
    return `the list has more than ${maxMcpListPages} pages (limit maxMcpListPages)`;
  // Some may be excluded by the configuration; far more than these cannot be of use.
  if (entries.length > 16 * maxMcpTools)
    return `the list is far longer than ${maxMcpTools} tools (limit maxMcpTools)`;
  return undefined;
}

function toListing(entries: readonly ReadTool[]): ServerListing {
  const leftOut = entries.filter(isLeftOut);
  const further = leftOut.length - MAX_NAMED;
  const named = further > 0 ? [...leftOut.slice(0, MAX_NAMED - 1), ...leftOut.slice(-1)] : leftOut;
  const note = { name: REST, reason: `${leftOut.length - named.length} more are left out` };
  return {
    tools: entries.filter((entry): entry is ServerTool => !isLeftOut(entry)),
    leftOut: further > 0 ? [...named, note] : named,
  };
}
