import { TurnStatus } from "@aiwhisperer/protocol";
import type { DeliveredEvent } from "./wire-tap.ts";

/** How an audit is to be read: each entry says what is wrong; none means that all is well. */
export type Findings = readonly string[];

interface AuditedTurn {
  isEnded: boolean;
  status: TurnStatus;
}

interface AuditedMessage {
  text: string;
  ending: "none" | "final" | "discarded";
}

/** Whether a turn may be under way at the end of the history. */
export interface HistoryAuditOptions {
  readonly mayRun?: boolean;
}

/**
 * Holds a session's whole history against the contract: sequences without holes, one terminal status a turn
 * and nothing after it, one turn at a time, one final chunk or one discarding a message and nothing after it,
 * a final chunk that is empty and has the true length.
 */
export function auditHistory(
  history: readonly DeliveredEvent[],
  { mayRun = false }: HistoryAuditOptions = {},
): Findings {
  const audit = new HistoryAudit();
  for (const event of history) audit.take(event);
  if (!mayRun) audit.finish();
  return audit.findings;
}

class HistoryAudit {
  readonly findings: string[] = [];
  readonly #turns = new Map<string, AuditedTurn>();
  readonly #messages = new Map<string, AuditedMessage>();
  #sequence = 0;
  #sessionId: string | undefined;

  take(event: DeliveredEvent): void {
    const { sessionId, sequence, turnId } = event.params;
    this.#sessionId ??= sessionId;
    this.#sequence += 1;
    if (sequence !== this.#sequence) this.#find(event, `should have sequence ${this.#sequence}`);
    if (sessionId !== this.#sessionId) this.#find(event, `belongs to ${this.#sessionId}`);
    if (typeof turnId === "string") this.#takeOfTurn(event, turnId);
  }

  /** Everything must have come to its end. */
  finish(): void {
    for (const [turnId, { isEnded }] of this.#turns) {
      if (!isEnded) this.findings.push(`turn ${turnId} has no terminal status`);
    }
    for (const [messageId, { ending }] of this.#messages) {
      if (ending === "none")
        this.findings.push(`message ${messageId} has no final chunk and was not discarded`);
    }
  }

  #takeOfTurn(event: DeliveredEvent, turnId: string): void {
    const turn = this.#turns.get(turnId);
    if (event.method === "UserMessageNotification") {
      if (turn !== undefined) this.#find(event, "begins a turn a second time");
      this.#turns.set(turnId, { isEnded: false, status: TurnStatus.Queued });
      return;
    }
    if (turn === undefined) this.#find(event, "belongs to a turn that was never started");
    else if (turn.isEnded) this.#find(event, "comes after its turn's terminal status");
    else if (event.method === "TurnStatusNotification") this.#takeStatus(event, turn);
    else if ("messageId" in event.params) this.#takeOfMessage(event, turn);
  }

  #takeStatus(event: DeliveredEvent, turn: AuditedTurn): void {
    turn.status = event.params.status as TurnStatus;
    turn.isEnded = turn.status >= TurnStatus.Completed;
    const running = [...this.#turns.values()].filter(
      ({ status, isEnded }) => !isEnded && status !== TurnStatus.Queued,
    );
    if (running.length > 1) this.#find(event, "makes a second turn run");
  }

  #takeOfMessage(event: DeliveredEvent, turn: AuditedTurn): void {
    if (turn.status === TurnStatus.Queued) this.#find(event, "comes before its turn runs");
    const { messageId, chunk, isFinal, channel = 0, length } = event.params;
    const message = this.#messages.get(String(messageId)) ?? { text: "", ending: "none" };
    this.#messages.set(String(messageId), message);
    if (message.ending !== "none") this.#find(event, `comes after its message was ${message.ending}`);
    if (event.method === "MessageDiscardedNotification") message.ending = "discarded";
    if (event.method !== "AIMessageChunkNotification") return;
    if (channel === 0) message.text += String(chunk);
    if (isFinal !== true) return;
    message.ending = "final";
    if (chunk !== "") this.#find(event, "is a final chunk with text in it");
    if (length !== message.text.length) {
      this.#find(event, `has the length ${String(length)} but the text has ${message.text.length}`);
    }
  }

  #find({ method, params }: DeliveredEvent, finding: string): void {
    this.findings.push(`${method} ${params.sequence} of ${params.sessionId} ${finding}`);
  }
}
