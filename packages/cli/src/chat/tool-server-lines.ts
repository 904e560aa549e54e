import { type ToolServerInfo, ToolServerState } from "@aiwhisperer/protocol";
import { oneLine, type TextStyle } from "../terminal/terminal-text.ts";

const STATES: Readonly<Record<ToolServerState, string>> = {
  [ToolServerState.Starting]: "starting",
  [ToolServerState.Ready]: "ready",
  [ToolServerState.Failed]: "failed",
  [ToolServerState.Disabled]: "disabled",
  [ToolServerState.SignInNeeded]: "sign-in needed",
  [ToolServerState.Invalid]: "not configured correctly",
  [ToolServerState.Closed]: "closed",
};

const MAX_LENGTH = 400;
/** A link must be whole. */
const MAX_LINK_LENGTH = 8_000;

/** A server that tools come from: its state in one line, and a line for all that needs attention. */
export function toolServerLines(server: ToolServerInfo, style: TextStyle): readonly string[] {
  const { name, state, tools, restarts, since, signInUrl } = server;
  const time = new Date(since).toLocaleString("sv-SE", { dateStyle: "short", timeStyle: "short" });
  const again = restarts === 0 ? "" : `, restarts: ${restarts}`;
  const words = (STATES[state] ?? "unknown").padEnd(14);
  const head = `  ${oneLine(name, 48).padEnd(24)} ${words}  tools: ${tools}, since ${time}${again}`;
  const link = signInUrl === undefined ? [] : [`      Sign in: ${oneLine(signInUrl, MAX_LINK_LENGTH)}`];
  const notes = notesOf(server).map((note) => style.dim(`      ${oneLine(note, MAX_LENGTH)}`));
  return [head, ...link, ...notes];
}

function notesOf({ state, reason, nextAttemptAt, warnings, leftOut }: ToolServerInfo): readonly string[] {
  const next =
    nextAttemptAt === undefined ? "" : ` It is started again at ${new Date(nextAttemptAt).toISOString()}.`;
  const subject = state === ToolServerState.Invalid ? "Configuration:" : "It";
  return [
    ...(reason === undefined ? [] : [`${subject} ${reason}.${next}`]),
    ...warnings.map((warning) => `Configuration: ${warning}.`),
    ...leftOut.map((tool) => `Left out: ${tool.name}, because ${tool.reason}.`),
  ];
}
