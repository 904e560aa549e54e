import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client, ClientOptions, OutboxLimits, SessionState } from "@aiwhisperer/client";
import { afterEach, beforeEach, expect } from "vitest";
import { createFolderOutbox, readMessages } from "../support/folder-outbox.ts";
import { createQuickClient } from "../support/quick-client.ts";
import { TappedServer } from "../support/tapped-server.ts";

export let folder: string;
export let server: TappedServer;
export const clients: Client[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "aiwhisperer-outbox-"));
  server = await TappedServer.start();
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await server.stop();
  rmSync(folder, { recursive: true });
});

export interface OpenOptions extends Partial<ClientOptions> {
  readonly limits?: Partial<OutboxLimits>;
}

export let keys = 0;

/** A program: its messages are in the folder. */
export function open({ limits, ...options }: OpenOptions = {}) {
  const client = createQuickClient(server, {
    outbox: { storage: createFolderOutbox(folder), ...(limits === undefined ? {} : { limits }) },
    createIdempotencyKey: () => {
      keys += 1;
      return `key-${keys}`;
    },
    ...options,
  });
  clients.push(client);
  return client;
}

export const textsOf = ({ messages }: SessionState) =>
  messages.flatMap((message) => (message.role === "user" ? [[message.delivery, message.text]] : []));

export const stored = () => readMessages(folder).map(({ request }) => request.message);

/** The person's messages in the log; one that it has twice is there twice. */
export async function logged(sessionId: string): Promise<readonly unknown[]> {
  return (await server.eventsOf(sessionId, "UserMessageNotification")).map(({ message }) => message);
}

export const allSent = ({ messages }: SessionState) =>
  messages.length > 0 && messages.every((message) => message.role !== "user" || message.delivery === "sent");

/** Writes messages without a connection, and ends the program. */
export async function leave(...messages: readonly string[]): Promise<string> {
  const client = open();
  const { sessionId } = await client.startSession();
  server.isDown = true;
  server.links.at(-1)?.cut();
  const sends = messages.map((message) => client.session(sessionId).send(message));
  expect(stored()).toEqual(messages);
  client.close();
  for (const { accepted } of sends) await expect(accepted).rejects.toMatchObject({ outcome: "not-sent" });
  expect(stored()).toEqual(messages);
  return sessionId;
}
