import {
  type InteractiveNotifications,
  type SessionSummary,
  ToolEffect,
  ToolExecutor,
  TurnStatus,
} from "@aiwhisperer/protocol";
import type { MemoryLine } from "./memory-server.ts";

/** An event as it is delivered. */
export interface MemoryEvent {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

type EventName = {
  [K in keyof InteractiveNotifications]: InteractiveNotifications[K] extends { sequence: number } ? K : never;
}[keyof InteractiveNotifications];

/** What a line offers to a session. */
export interface MemoryOffer {
  readonly clientId: string;
  readonly names: readonly string[];
}

/**
 * A session whose log is an array: what is appended goes to everyone attached, each event once and in order.
 */
export class MemorySession {
  readonly sessionId: string;
  readonly events: MemoryEvent[] = [];
  /** What reaches a line in the place of an event: tampers with the wire, not with the log. */
  onWire: (event: MemoryEvent, line: MemoryLine) => readonly MemoryEvent[] = (event) => [event];
  /** Called once an event has been sent on a line. */
  onDelivered: (event: MemoryEvent, line: MemoryLine) => void = () => {};
  /** Called when a turn runs. */
  onTurn: (turnId: string) => void = () => {};
  /** Offers in the order in which they came, those that have ended too. */
  readonly offers: MemoryOffer[] = [];
  /** Called when a line offers tools. */
  onOffer: (offer: MemoryOffer) => void = () => {};
  readonly #attached = new Map<MemoryLine, number>();

  constructor(sessionId: string) {
    this.sessionId = sessionId;
  }

  get attachedLines(): number {
    return this.#attached.size;
  }

  /** Logs an event and delivers it. */
  append<K extends EventName>(
    method: K,
    fields: Omit<InteractiveNotifications[K], "sessionId" | "sequence">,
  ): void {
    this.appendRaw(method, fields);
  }

  /** Logs an event that the contract need not know. */
  appendRaw(method: string, fields: object): void {
    const params = { sessionId: this.sessionId, sequence: this.events.length + 1, ...fields };
    this.events.push({ method, params });
    for (const line of [...this.#attached.keys()]) this.#deliver(line);
  }

  /** Logs one delta of a turn's answer. */
  say(turnId: string, chunk: string): void {
    const fields = { messageId: `answer-${turnId}`, turnId, chunk, isFinal: false };
    this.append("AIMessageChunkNotification", fields);
  }

  /** Logs the end of a turn and of its answer. */
  finish(turnId: string, length: number, status: TurnStatus = TurnStatus.Completed): void {
    const fields = { messageId: `answer-${turnId}`, turnId, chunk: "", isFinal: true, length };
    this.append("AIMessageChunkNotification", fields);
    const error = { code: "provider_error", message: "The provider failed." };
    this.append("TurnStatusNotification", {
      turnId,
      status,
      stopReason: status === TurnStatus.Completed ? "stop" : "error",
      ...(status === TurnStatus.Failed ? { error } : {}),
    });
  }

  /** Logs a call of a client's tool, and its lease. */
  callClient(toolCallId: string, toolName: string, clientId?: string): void {
    this.append("ToolCallNotification", {
      toolCallId,
      turnId: "turn",
      step: 1,
      toolName,
      arguments: { text: "Hi" },
      executor: ToolExecutor.Client,
      effect: ToolEffect.Read,
    });
    this.lease(toolCallId, clientId);
  }

  /** Logs the lease of a call. */
  lease(toolCallId: string, clientId?: string): void {
    const fields = { toolCallId, turnId: "turn", deadline: 60_000 };
    this.append("ToolCallLeaseNotification", clientId === undefined ? fields : { ...fields, clientId });
  }

  /** The turn of a tool call. Throws where there is no such call. */
  callOf(toolCallId: string): { readonly turnId: string } {
    const event = this.events.find(({ params }) => params.toolCallId === toolCallId);
    if (event === undefined) throw new Error(`there is no tool call ${toolCallId}`);
    return { turnId: String(event.params.turnId) };
  }

  /** What a line offers from now on. Throws where it is not attached. */
  takeOffer(line: MemoryLine, offer: MemoryOffer): void {
    if (!this.#attached.has(line)) throw new Error("tools were offered without an attachment");
    this.offers.push(offer);
    this.onOffer(offer);
  }

  attach(line: MemoryLine, afterSequence: number): void {
    this.#attached.set(line, afterSequence);
    this.#deliver(line);
  }

  detach(line: MemoryLine): void {
    this.#attached.delete(line);
  }

  summary() {
    return { sessionId: this.sessionId, status: 1, sequence: this.events.length } as const;
  }

  longSummary(): SessionSummary {
    const times = { createdAt: 0, updatedAt: this.events.length };
    return { ...this.summary(), userId: "local", title: "", model: "demo", queuedMessages: 0, ...times };
  }

  #deliver(line: MemoryLine): void {
    for (;;) {
      const sent = this.#attached.get(line);
      const event = sent === undefined ? undefined : this.events[sent];
      if (sent === undefined || event === undefined) return;
      this.#attached.set(line, sent + 1);
      for (const { method, params } of this.onWire(event, line)) line.peer.notify(method, params);
      this.onDelivered(event, line);
    }
  }
}
