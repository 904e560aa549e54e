import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OutboxStorage, StoredMessage } from "@aiwhisperer/client";

/** An outbox as files of a folder, one a message: what a program on Node may pass to its client. */
export function createFolderOutbox(folder: string): OutboxStorage {
  mkdirSync(folder, { recursive: true });
  const fileOf = ({ idempotencyKey }: StoredMessage) => join(folder, `${idempotencyKey}.json`);
  return {
    sessions: () => [...new Set(readMessages(folder).map(({ sessionId }) => sessionId))],
    list: (sessionId) => readMessages(folder).filter((message) => message.sessionId === sessionId),
    put: (message) => writeFileSync(fileOf(message), JSON.stringify(message)),
    remove: (message) => rmSync(fileOf(message), { force: true }),
  };
}

/** The messages in a folder, in the order in which they are sent. */
export function readMessages(folder: string): readonly StoredMessage[] {
  return readdirSync(folder)
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as StoredMessage)
    .toSorted((a, b) => a.position - b.position);
}
