import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "@aiwhisperer/client";
import { type EventLog, summariseStored } from "@aiwhisperer/engine";
import type { HistoryEvent } from "@aiwhisperer/protocol";
import { CommandFailure } from "../kit/command-failure.ts";
import { copyLog, openCopy } from "../serve/open-log.ts";
import type { ExportedSession } from "./export-formats.ts";

type ExportedEvent = ExportedSession["events"][number];

/** Reads a session from a running server. Rejects as `getSession` and `getHistory` do. */
export async function readFromServer({ rpc }: Client, sessionId: string): Promise<ExportedSession> {
  const { session } = await rpc.getSession({ sessionId });
  const events: ExportedEvent[] = [];
  let after = 0;
  for (;;) {
    const page = await rpc.getHistory({ sessionId, afterSequence: after });
    events.push(...page.events.map(toEvent));
    after += page.events.length;
    if (page.events.length === 0 || after >= page.sequence) return { session, events };
  }
}

/**
 * Reads a session from a stored log, whether or not a server uses it: from a copy, since who opens a log
 * takes it over. Rejects with a `LogFault`, and with a `CommandFailure` where there is no such session.
 */
export async function readFromFolder(dataDir: string, sessionId: string): Promise<ExportedSession> {
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-export-"));
  try {
    const path = join(folder, "log.sqlite");
    await copyLog({ log: "sqlite", durability: "full", dataDir }, path);
    const log = await openCopy(path);
    try {
      return await readFromLog(log, sessionId);
    } finally {
      await log.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readFromLog(log: EventLog, sessionId: string): Promise<ExportedSession> {
  const stored = await log.findSession(sessionId);
  if (stored === undefined) throw new CommandFailure(`There is no session ${sessionId} in this log.`);
  if (stored.isUnreadable === true) {
    throw new CommandFailure(`Session ${sessionId} is damaged: run \`aiwhisperer check\` on the log.`);
  }
  const events: ExportedEvent[] = [];
  while (events.length < stored.sequence) {
    const page = await log.read(sessionId, events.length, { maxEvents: 10_000, maxLength: 10_000_000 });
    if (page.length === 0) break;
    for (const { text } of page) events.push(toEvent(JSON.parse(text)));
  }
  return { session: summariseStored(stored), events };
}

/** The log's events have been checked when they were written. */
function toEvent({ method, params }: HistoryEvent): ExportedEvent {
  return { method, params } as ExportedEvent;
}
