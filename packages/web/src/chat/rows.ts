import {
  type AssistantMessage,
  type ConversationEntry,
  listEntries,
  type SessionState,
  type ToolCall,
  type ToolCallDraft,
  type Turn,
  type UserMessage,
} from "@aiwhisperer/client";
import { TurnStatus } from "@aiwhisperer/protocol";

/** A row of the transcript. `key` stays the same as long as the row means the same. */
export type Row =
  | {
      readonly kind: "user";
      readonly key: string;
      readonly message: UserMessage;
      readonly turn: Turn | undefined;
    }
  | {
      readonly kind: "assistant";
      readonly key: string;
      readonly message: AssistantMessage;
      readonly turn: Turn | undefined;
      /** Whether it only leads to the tool calls below it. */
      readonly leadsToTools: boolean;
      /** Whether it is the first row of its turn's answer; only that row has the label. */
      readonly opensAnswer: boolean;
    }
  /** Tool calls that a step made together. */
  | { readonly kind: "tools"; readonly key: string; readonly calls: readonly ToolCall[] }
  /** Tool calls whose arguments the model is writing. */
  | { readonly kind: "drafts"; readonly key: string; readonly drafts: readonly ToolCallDraft[] }
  /** The model is at work and there is nothing to read yet. */
  | { readonly kind: "waiting"; readonly key: string; readonly turn: Turn; readonly opensAnswer: boolean }
  /** The turn ended otherwise than by a complete answer. */
  | {
      readonly kind: "ending";
      readonly key: string;
      readonly turn: Turn;
      /** The text of the question. */
      readonly question: string;
      /** Whether nothing has been asked since. */
      readonly isLatest: boolean;
    };

const working: ReadonlySet<TurnStatus> = new Set([
  TurnStatus.Running,
  TurnStatus.AwaitingTool,
  TurnStatus.AwaitingApproval,
]);

const cutShort: ReadonlySet<TurnStatus> = new Set([
  TurnStatus.Failed,
  TurnStatus.Cancelled,
  TurnStatus.Interrupted,
]);

/**
 * The transcript of a session: its messages and tool calls, and after what a turn said and did last, what
 * else there is to say about the turn.
 */
export function toRows({
  messages,
  toolCalls,
  turns,
  draftCalls = [],
}: Pick<SessionState, "messages" | "toolCalls" | "turns"> &
  Partial<Pick<SessionState, "draftCalls">>): Row[] {
  const turnById = new Map(turns.map((turn) => [turn.turnId, turn]));
  const entries = listEntries({ messages, toolCalls, turns });
  const rows: Row[] = [];
  let question = "";
  entries.forEach((entry, index) => {
    const turn = turnById.get(entry.turnId ?? "");
    if (entry.role === "user") question = entry.text;
    addEntry(rows, entry, turn);
    const next = entries[index + 1];
    const closesTurn = next?.turnId !== entry.turnId || next?.role === "user";
    if (!turn || !closesTurn) return;
    if (cutShort.has(turn.status)) {
      const isLatest = next === undefined;
      rows.push({ kind: "ending", key: `${turn.turnId}:ending`, turn, question, isLatest });
      return;
    }
    const drafts = draftCalls.filter(({ turnId }) => turnId === turn.turnId);
    if (drafts.length > 0) {
      rows.push({ kind: "drafts", key: `${turn.turnId}:drafts`, drafts });
    } else if (working.has(turn.status) && (turn.notice || !isShowingWork(rows, entry))) {
      const opensAnswer = !hasAnswerRow(rows, turn.turnId);
      rows.push({ kind: "waiting", key: `${turn.turnId}:waiting`, turn, opensAnswer });
    }
  });
  return rows;
}

function addEntry(rows: Row[], entry: ConversationEntry, turn: Turn | undefined): void {
  switch (entry.role) {
    case "user":
      rows.push({ kind: "user", key: entry.key, message: entry, turn });
      return;
    case "assistant":
      if (!isShown(entry, turn)) return;
      rows.push({
        kind: "assistant",
        key: entry.key,
        message: entry,
        turn,
        leadsToTools: false,
        opensAnswer: !hasAnswerRow(rows, entry.turnId),
      });
      return;
    case "tool":
      addCall(rows, entry);
  }
}

/** Whether the answer of a turn has a row already, after the question that it belongs to. */
function hasAnswerRow(rows: readonly Row[], turnId: string): boolean {
  const question = rows.findLastIndex(({ kind }) => kind === "user");
  return rows.slice(question + 1).some((row) => row.kind === "assistant" && row.message.turnId === turnId);
}

/** Calls of one step share a row. */
function addCall(rows: Row[], call: ToolCall): void {
  const last = rows.at(-1);
  const first = last?.kind === "tools" ? last.calls[0] : undefined;
  if (last?.kind === "tools" && first?.turnId === call.turnId && first.step === call.step) {
    rows[rows.length - 1] = { ...last, calls: [...last.calls, call] };
  } else {
    if (last?.kind === "assistant" && last.message.turnId === call.turnId) {
      rows[rows.length - 1] = { ...last, leadsToTools: true };
    }
    rows.push({ kind: "tools", key: call.key, calls: [call] });
  }
}

/**
 * Whether there is something to read, or the answer is complete and that nothing is said is what there is to
 * say.
 */
function isShown(message: AssistantMessage, turn: Turn | undefined): boolean {
  return hasText(message) || turn?.status === TurnStatus.Completed;
}

/** Whether the newest row itself shows activity. */
function isShowingWork(rows: readonly Row[], newest: ConversationEntry): boolean {
  if (newest.role === "assistant") return !newest.isFinal && hasText(newest);
  const row = rows.at(-1);
  return row?.kind === "tools" && row.calls.some(({ result }) => result === undefined);
}

function hasText({ text, analysis, commentary }: AssistantMessage): boolean {
  return text !== "" || analysis !== "" || commentary !== "";
}
