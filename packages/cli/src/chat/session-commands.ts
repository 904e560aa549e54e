import { type Client, isTerminal, type SessionHandle, TurnStatus } from "@aiwhisperer/client";
import type { Screen } from "./screen.ts";

/** What commands about the open session work on. */
export interface SessionCommandTarget {
  readonly client: Client;
  readonly screen: Screen;
  /** The open session. */
  readonly session: SessionHandle | undefined;
  /** Opens another session by its id. */
  attach(sessionId: string): Promise<void>;
  /** Sends a message in the open session. */
  send(message: string): Promise<void>;
}

/** Names the session; without a name it is called as its first message begins. */
export async function rename({ session, screen }: SessionCommandTarget, title: string): Promise<void> {
  const summary = await session?.update({ title: title === "" ? null : title });
  if (summary !== undefined) screen.line(summary.title === "" ? "The session has no name." : summary.title);
}

/** Pins the session, or no longer. */
export async function togglePin({ client, session, screen }: SessionCommandTarget): Promise<void> {
  if (session === undefined) return;
  const { session: before } = await client.rpc.getSession({ sessionId: session.sessionId });
  const { pinned } = await session.update({ pinned: before.pinned !== true });
  screen.line(pinned === true ? "The session is pinned." : "The session is not pinned any more.");
}

/** Puts the session away, or back. */
export async function toggleArchive({ client, session, screen }: SessionCommandTarget): Promise<void> {
  if (session === undefined) return;
  const { session: before } = await client.rpc.getSession({ sessionId: session.sessionId });
  const { archived } = await session.update({ archived: before.archived !== true });
  screen.line(archived === true ? "The session is archived." : "The session is not archived any more.");
}

/** Runs the last turn again, if it went wrong. */
export async function retry({ session, screen }: SessionCommandTarget): Promise<void> {
  const last = session?.state.turns.at(-1);
  const hasFailed = last !== undefined && isTerminal(last.status) && last.status !== TurnStatus.Completed;
  if (hasFailed) await session?.retryTurn(last.turnId);
  else screen.line("The last answer has not failed: there is nothing to run again.");
}

/** Has the conversation summarised for the model. */
export async function compact({ session, screen }: SessionCommandTarget, wish: string): Promise<void> {
  if (session === undefined) return;
  const before = session.state.compactions.length;
  const unsubscribe = session.subscribe(() => {
    const { compactions, error } = session.state;
    const newest = compactions.at(-1);
    if (error === undefined && compactions.length === before) return;
    unsubscribe();
    if (newest === undefined) return;
    const { tokensBefore, tokensAfter } = newest;
    const saved =
      tokensBefore === undefined ? "" : ` About ${tokensBefore} tokens are about ${tokensAfter ?? 0} now.`;
    screen.line(`The conversation is summarised for the model.${saved}`);
  });
  await session.compact(wish === "" ? undefined : wish);
  screen.line("The conversation is being summarised for the model; all of it stays in the log.");
}

/** Continues in a copy of the session from its last answer. */
export async function fork(target: SessionCommandTarget): Promise<void> {
  const { client, session } = target;
  if (session === undefined) return;
  const copy = await client.forkSession(session.sessionId);
  await target.attach(copy.sessionId);
}

/** Asks the last question otherwise, in a copy of the session that ends before it. */
export async function edit(target: SessionCommandTarget, message: string): Promise<void> {
  const { client, session, screen } = target;
  const last = session?.state.messages.findLast(
    ({ role, messageId }) => role === "user" && messageId !== undefined,
  );
  if (session === undefined || last?.messageId === undefined) return screen.line("There is no message yet.");
  if (message === "") return screen.line("Write the message anew: /edit TEXT.");
  const copy = await client.forkSession(session.sessionId, { beforeMessageId: last.messageId });
  await target.attach(copy.sessionId);
  await target.send(message);
}
