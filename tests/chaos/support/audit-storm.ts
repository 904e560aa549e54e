import type { Client } from "@aiwhisperer/client";
import { auditHistory, type Findings } from "./audit-history.ts";
import { auditLines, type Histories } from "./audit-wire.ts";
import { auditFold, readHistory } from "./session-history.ts";
import type { FinalState, StormRecord } from "./storm-client.ts";
import type { Acknowledged, StormGroup } from "./storm-group.ts";
import type { DeliveredEvent } from "./wire-tap.ts";

/** How large a storm was. */
export interface StormFigures {
  readonly sessions: number;
  readonly events: number;
  readonly messages: number;
  readonly acknowledged: number;
  readonly unknown: number;
  readonly turns: number;
  readonly discarded: number;
  readonly lines: number;
}

/** What came of a storm. */
export interface StormOutcome {
  readonly findings: Findings;
  readonly figures: StormFigures;
}

/** Compares everything that the clients of a storm received with the final log. */
export async function auditStorm(
  reader: Pick<Client, "rpc">,
  groups: readonly StormGroup[],
): Promise<StormOutcome> {
  const histories = await readHistories(reader, groups);
  const lines = groups.flatMap(({ members }) => members.map(({ tap }) => tap.lines));
  const events = [...histories.values()].flat();
  const findings = [...auditClients(groups, histories), ...auditMessages(groups, events)];
  const figures = {
    sessions: histories.size,
    events: events.length,
    messages: countOf(events, "UserMessageNotification"),
    acknowledged: groups.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0),
    unknown: groups.reduce((sum, { unknown }) => sum + unknown.length, 0),
    turns: new Set(events.map(({ params }) => params.turnId).filter((id) => id !== undefined)).size,
    discarded: countOf(events, "MessageDiscardedNotification"),
    lines: lines.flat().length,
  };
  return { findings, figures };
}

/** Reads the whole history of every session that groups were in. */
export async function readHistories(
  reader: Pick<Client, "rpc">,
  groups: readonly Pick<StormRecord, "sessionIds">[],
): Promise<Histories> {
  const histories = new Map<string, readonly DeliveredEvent[]>();
  for (const sessionId of groups.flatMap(({ sessionIds }) => sessionIds)) {
    histories.set(sessionId, await readHistory(reader, sessionId));
  }
  return histories;
}

/**
 * Compares histories with the contract, and the clients' notifications and states with the histories. No
 * request may be left open.
 */
export function auditClients(groups: readonly StormRecord[], histories: Histories): Findings {
  return [
    ...[...histories.values()].flatMap((history) => auditHistory(history)),
    ...groups.flatMap(({ members }) => members.flatMap(({ tap }) => auditLines(tap.lines, histories))),
    ...groups.flatMap((group) => group.finalStates.flatMap((final) => auditState(final, histories))),
    ...groups.flatMap(({ unfinished }) => unfinished),
    ...groups.flatMap(({ failures }) => failures.map((failure) => `a client failed: ${describe(failure)}`)),
  ];
}

/**
 * A client shows the log up to its last sequence, and its listeners received each event once and in order.
 */
function auditState({ sessionId, state, delivered }: FinalState, histories: Histories): Findings {
  const history = histories.get(sessionId) ?? [];
  const isComplete =
    delivered.length === state.sequence && delivered.every((sequence, index) => sequence === index + 1);
  return [
    ...auditFold("a client", state, history),
    ...(isComplete ? [] : [`a listener to session ${sessionId} received ${delivered.join(" ")}`]),
  ];
}

/** Every acknowledged message is in the log once, and one with an unknown outcome at most once. */
function auditMessages(groups: readonly StormGroup[], events: readonly DeliveredEvent[]): Findings {
  const logged = new Map<unknown, DeliveredEvent[]>();
  for (const event of events) {
    if (event.method !== "UserMessageNotification") continue;
    logged.set(event.params.message, [...(logged.get(event.params.message) ?? []), event]);
  }
  const acknowledged = groups.flatMap((group) => group.acknowledged);
  const unknown = groups.flatMap((group) => group.unknown);
  const known = new Set([...acknowledged.map(({ text }) => text), ...unknown]);
  return [
    ...acknowledged.flatMap((message) => auditMessage(message, logged.get(message.text) ?? [])),
    ...unknown
      .filter((text) => (logged.get(text)?.length ?? 0) > 1)
      .map((text) => `"${text}" is in the log twice`),
    ...[...logged.keys()]
      .filter((text) => !known.has(String(text)))
      .map((text) => `"${String(text)}" was never sent`),
  ];
}

function auditMessage(message: Acknowledged, logged: readonly DeliveredEvent[]): Findings {
  if (logged.length !== 1)
    return [`"${message.text}" was acknowledged and is in the log ${logged.length} times`];
  const { sessionId, messageId, turnId } = logged[0]!.params;
  const isSame =
    sessionId === message.sessionId && messageId === message.messageId && turnId === message.turnId;
  return isSame ? [] : [`"${message.text}" was acknowledged under other ids than it is logged with`];
}

function countOf(events: readonly DeliveredEvent[], method: string): number {
  return events.filter((event) => event.method === method).length;
}

function describe(failure: unknown): string {
  return failure instanceof Error ? (failure.stack ?? failure.message) : JSON.stringify(failure);
}
