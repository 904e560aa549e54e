import { isDeepStrictEqual } from "node:util";
import type { Findings } from "./audit-history.ts";
import type { DeliveredEvent, WireParams, WireRecord } from "./wire-tap.ts";

/** Whole histories by session. */
export type Histories = ReadonlyMap<string, readonly DeliveredEvent[]>;

/**
 * Holds what went over a client's lines against the log: everything that was delivered is in the log with the
 * same content; an attachment delivers what follows its cursor, each event once and in order; the answer to a
 * message, or to a decision, comes before that is delivered on the line that it was first sent over; a final
 * chunk is never merged with others.
 */
export function auditLines(lines: readonly (readonly WireRecord[])[], histories: Histories): Findings {
  const knownKeys = new Set<unknown>();
  return lines.flatMap((records, index) =>
    new LineAudit(`line ${index + 1}`, histories, knownKeys).run(records),
  );
}

class LineAudit {
  readonly #name: string;
  readonly #histories: Histories;
  /**
   * Keys of requests that earlier lines have sent: what such a request causes may have been delivered before
   * this answer.
   */
  readonly #knownKeys: Set<unknown>;
  readonly #findings: string[] = [];
  readonly #asked = new Map<unknown, { readonly method: string; readonly params: WireParams }>();
  readonly #next = new Map<unknown, number>();
  /** Ids of messages, and of tool calls that were decided about. */
  readonly #toldOutcomes = new Set<unknown>();
  readonly #ownKeys: unknown[] = [];

  constructor(name: string, histories: Histories, knownKeys: Set<unknown>) {
    this.#name = name;
    this.#histories = histories;
    this.#knownKeys = knownKeys;
  }

  run(records: readonly WireRecord[]): Findings {
    for (const record of records) {
      if (record.kind === "asked") this.#asked.set(record.id, record);
      else if (record.kind === "answered") this.#takeAnswer(record.id, record.result);
      else this.#takeEvent(record.event);
    }
    for (const key of this.#ownKeys) this.#knownKeys.add(key);
    for (const { params } of this.#asked.values()) this.#knownKeys.add(params.idempotencyKey);
    return this.#findings;
  }

  #takeAnswer(id: unknown, result: WireParams | undefined): void {
    const asked = this.#asked.get(id);
    if (asked === undefined) this.#findings.push(`${this.#name}: answer ${String(id)} has no request`);
    this.#asked.delete(id);
    if (asked === undefined || result === undefined) return;
    const { method, params } = asked;
    this.#ownKeys.push(params.idempotencyKey);
    if (method === "startSession") this.#next.set(result.sessionId, 1);
    else if (method === "startPlan") this.#next.set(result.planId, 1);
    else if (method === "attachSession")
      this.#next.set(params.sessionId, Number(params.afterSequence ?? 0) + 1);
    else if (method === "sendUserMessage") this.#checkOrder(params.idempotencyKey, result.messageId);
    else if (method === "decideToolCall") this.#checkOrder(params.idempotencyKey, params.toolCallId);
  }

  #checkOrder(key: unknown, outcome: unknown): void {
    const isRepeated = key !== undefined && this.#knownKeys.has(key);
    if (isRepeated || !this.#toldOutcomes.has(outcome)) return;
    this.#findings.push(`${this.#name}: the event of ${String(outcome)} came before the answer`);
  }

  #takeEvent(event: DeliveredEvent): void {
    const { sessionId, sequence, firstSequence = sequence, messageId, toolCallId } = event.params;
    const expected = this.#next.get(sessionId);
    this.#next.set(sessionId, sequence + 1);
    if (event.method === "UserMessageNotification") this.#toldOutcomes.add(messageId);
    if (event.method === "ToolApprovalResolvedNotification") this.#toldOutcomes.add(toolCallId);
    if (expected !== firstSequence) {
      this.#findings.push(`${this.#name}: ${firstSequence} of ${sessionId} came instead of ${expected}`);
    }
    const logged = this.#histories.get(sessionId)?.slice(firstSequence - 1, sequence) ?? [];
    if (!isSame(event, logged)) {
      this.#findings.push(
        `${this.#name}: the log has something else than ${JSON.stringify(event)}: ${JSON.stringify(logged)}`,
      );
    }
  }
}

function isSame(delivered: DeliveredEvent, logged: readonly DeliveredEvent[]): boolean {
  if (delivered.params.firstSequence === undefined)
    return logged.length === 1 && isDeepStrictEqual(delivered, logged[0]);
  const [first] = logged;
  const last = logged.at(-1);
  if (first === undefined || last === undefined || logged.some(({ params }) => params.isFinal !== false))
    return false;
  const chunk = logged.map(({ params }) => params.chunk).join("");
  const { sequence } = last.params;
  const firstSequence = first.params.sequence;
  const isOneMessage = logged.every(
    ({ params }) => params.messageId === first.params.messageId && params.channel === first.params.channel,
  );
  return (
    isOneMessage &&
    isDeepStrictEqual(delivered, { ...first, params: { ...first.params, sequence, firstSequence, chunk } })
  );
}
