import type { McpLimits } from "../kit/mcp-limits.ts";
import { type Fields, isFields, isNestedTooDeep, MAX_NESTING } from "../wire/json-fields.ts";
import { tryStringify } from "../wire/tame-json.ts";

/** A tool as a server lists it, as far as it can be read: null and members of a wrong type are absent. */
export interface ServerTool {
  /** The server's own name of it. */
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  /** Of type object; everything else in it is the server's. */
  readonly inputSchema: Fields;
  readonly hints: ToolHints;
}

/** What a server says that its tool does (MCP, Tools, ToolAnnotations). */
export interface ToolHints {
  readonly title?: string;
  readonly readOnlyHint?: boolean;
  readonly destructiveHint?: boolean;
  readonly idempotentHint?: boolean;
  readonly openWorldHint?: boolean;
}

/** A listed tool that is not offered, and why. */
export interface LeftOutTool {
  readonly name: string;
  readonly reason: string;
}

/** A tool of a list, or the reason why it is left out. */
export type ReadTool = ServerTool | LeftOutTool;

/** Characters of a name that is shown for a tool that is left out. */
const MAX_SHOWN_NAME = 128;

/** Reads the entry of a list; the place in it names an entry without a name. */
export function readTool(entry: unknown, place: number, limits: McpLimits): ReadTool {
  const shown = showName(entry, place);
  const leaveOut = (reason: string): LeftOutTool => ({ name: shown, reason });
  if (!isFields(entry)) return leaveOut("its entry in the list is no object");
  const { name, title, description, inputSchema, annotations, execution } = entry;
  const fault = nameFault(name) ?? schemaFault(inputSchema, limits);
  if (fault !== undefined) return leaveOut(fault);
  if (isFields(execution) && execution.taskSupport === "required") {
    return leaveOut("it runs as a task only, which is not supported");
  }
  return {
    name: String(name),
    ...text("title", title, limits),
    ...text("description", description, limits),
    inputSchema: toObjectSchema(inputSchema),
    hints: toHints(annotations, limits),
  };
}

/** Whether an entry was left out. */
export function isLeftOut(read: ReadTool): read is LeftOutTool {
  return "reason" in read;
}

/** Also those that change the direction of text, so that a person who approves a call reads another name. */
const CONTROL = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

function showName(entry: unknown, place: number): string {
  const name = isFields(entry) && typeof entry.name === "string" ? entry.name : "";
  const shown = name.toWellFormed().replace(CONTROL, "\ufffd");
  return shown === "" ? `#${place + 1}` : shown.slice(0, MAX_SHOWN_NAME);
}

function nameFault(name: unknown): string | undefined {
  if (typeof name !== "string" || name.trim() === "") return "it has no name";
  if (!name.isWellFormed() || name.search(CONTROL) >= 0)
    return "its name has control characters or is no valid text";
  return undefined;
}

function schemaFault(schema: unknown, { maxMcpSchemaLength }: McpLimits): string | undefined {
  // Only a short schema is worth a walk.
  const length = tryStringify(schema)?.length;
  if (length === undefined || (length <= maxMcpSchemaLength && isNestedTooDeep(schema))) {
    return `its schema is nested deeper than ${MAX_NESTING} levels`;
  }
  if (length <= maxMcpSchemaLength) return undefined;
  return `its schema has ${length} characters, more than ${maxMcpSchemaLength} (limit maxMcpSchemaLength)`;
}

function text(
  name: "title" | "description",
  value: unknown,
  { maxMcpDescriptionLength }: McpLimits,
): { readonly title?: string; readonly description?: string } {
  if (typeof value !== "string" || value.trim() === "") return {};
  const isLong = value.length > maxMcpDescriptionLength;
  const cut = isLong ? `${value.slice(0, maxMcpDescriptionLength - 1)}…` : value;
  return { [name]: cut.toWellFormed() };
}

/**
 * A schema of arguments, which are always an object. One that says otherwise, or nothing, allows any object.
 */
function toObjectSchema(schema: unknown): Fields {
  if (!isFields(schema)) return { type: "object" };
  const { type } = schema;
  const isOfObject = type === undefined || type === null || type === "object";
  if (!isOfObject && !(Array.isArray(type) && type.includes("object"))) return { type: "object" };
  const present = Object.entries(schema).filter(([name, value]) => isUsable(name, value));
  return { ...Object.fromEntries(present), type: "object" };
}

function isUsable(name: string, value: unknown): boolean {
  if (value === null) return false;
  if (name === "properties") return isFields(value);
  return name !== "required" || Array.isArray(value);
}

function toHints(annotations: unknown, limits: McpLimits): ToolHints {
  if (!isFields(annotations)) return {};
  const names = ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"] as const;
  const hints = names.flatMap((name) => {
    const hint = annotations[name];
    return typeof hint === "boolean" ? [[name, hint] as const] : [];
  });
  return { ...text("title", annotations.title, limits), ...Object.fromEntries(hints) };
}
