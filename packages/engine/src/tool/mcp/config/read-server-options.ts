import type { ToolSelection } from "../kit/tool-filter.ts";
import type { EntryReader } from "./entry-reader.ts";

/** What an entry says of its tools and calls. */
export interface ServerOptions {
  readonly selection?: ToolSelection;
  readonly callTimeoutMs?: number;
  readonly trustHints?: boolean;
}

/**
 * Members by which other programs let tools run without asking. Who trusts a tool says so to this program by
 * its own option.
 */
const TRUST_NAMES = ["alwaysAllow", "autoApprove", "trust", "autoApproveTools", "always_allow"];
/** Members that say nothing about how a server runs. */
const REMARKS = [
  "name",
  "id",
  "description",
  "title",
  "icon",
  "comment",
  "$schema",
  "gallery",
  "version",
  "source",
  "dev",
];
/** Members that only Gemini CLI has. Its times are in milliseconds. */
const GEMINI_NAMES = ["httpUrl", "trust", "includeTools", "excludeTools"];
/** Programs that count in seconds allow up to an hour. */
const MAX_SECONDS = 3_600;
/** A later timer than this would run at once. */
const MAX_TIMER_MS = 2_147_483_647;

/** Reads which tools are offered and how long a call may take, and warns of members that have no effect. */
export function readServerOptions(reader: EntryReader): ServerOptions {
  for (const name of TRUST_NAMES) warnOfTrust(reader, name);
  reader.take(...REMARKS);
  const include = toPatterns(
    reader.list("include", "includeTools", "enabledTools", "enabled_tools", "tools"),
  );
  const exclude = toPatterns(reader.list("exclude", "excludeTools", "disabledTools", "disabled_tools"));
  const callTimeoutMs = readTimeout(reader);
  const trustHints = readTrustHints(reader);
  const selection = {
    ...(include === undefined ? {} : { include }),
    ...(exclude === undefined ? {} : { exclude }),
  };
  return {
    ...(include === undefined && exclude === undefined ? {} : { selection }),
    ...(callTimeoutMs === undefined ? {} : { callTimeoutMs }),
    ...(trustHints ? { trustHints } : {}),
  };
}

function warnOfTrust(reader: EntryReader, name: string): void {
  const value = reader.take(name)?.value;
  const isEmpty = value === undefined || value === false || (Array.isArray(value) && value.length === 0);
  if (!isEmpty) reader.warn(name, "has no effect here; allow a tool with --tool-policy NAME=allow");
}

/** Only `true` itself: what is misspelled trusts nothing. */
function readTrustHints(reader: EntryReader): boolean {
  const found = reader.take("trustHints");
  if (found !== undefined && typeof found.value !== "boolean") {
    reader.warn(found.name, "is neither true nor false and has no effect");
  }
  return found?.value === true;
}

/** Gemini CLI may have arguments behind a name, as in `read(path)`. */
function toPatterns(names: readonly string[] | undefined): readonly string[] | undefined {
  return names?.map((name) => name.replace(/\(.*\)$/s, ""));
}

/**
 * `timeoutMs` says its unit. Of `timeout`, up to an hour's seconds are seconds and more is milliseconds, as
 * are all of Gemini CLI.
 */
function readTimeout(reader: EntryReader): number | undefined {
  const found = reader.take("timeoutMs", "timeout", "tool_timeout_sec");
  if (found === undefined) return undefined;
  const value = typeof found.value === "string" ? Number(found.value.trim() || "x") : found.value;
  if (typeof value !== "number" || !Number.isFinite(value) || value <= 0) {
    reader.warn(found.name, "is no number greater than 0 and has no effect");
    return undefined;
  }
  const isMs =
    found.name === "timeoutMs" ||
    (found.name === "timeout" && (value > MAX_SECONDS || reader.has(...GEMINI_NAMES)));
  return Math.min(Math.max(Math.round(isMs ? value : value * 1_000), 1), MAX_TIMER_MS);
}
