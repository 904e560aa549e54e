import { AnswerStream } from "./answer-stream.ts";
import type { LoadConnection } from "./load-connection.ts";
import type { LoadRun } from "./load-run.ts";
import type { SeededSession, SeedTask } from "./load-task.ts";

/** Connections that the sessions are made on. */
const CONNECTIONS = 40;

/** Has the server make sessions by being spoken with, as clients do. */
export async function seedSessions(
  run: LoadRun,
  { sessions, messages }: SeedTask,
): Promise<readonly SeededSession[]> {
  const connections = await run.make(Math.min(CONNECTIONS, sessions), (owner) => run.open(owner));
  const made = connections.map(async (connection, owner) => {
    const own: SeededSession[] = [];
    for (let index = owner; index < sessions; index += connections.length) {
      own.push({ ...(await seedSession(run, connection, messages)), owner });
    }
    return own;
  });
  return (await run.wait(Promise.all(made))).flat();
}

async function seedSession(
  run: LoadRun,
  connection: LoadConnection,
  messages: readonly string[],
): Promise<Omit<SeededSession, "owner">> {
  const sessionId = await connection.startSession();
  let pieces = 0;
  for (const message of messages) {
    pieces = Number(message.split(" ")[1]);
    await new Promise<void>((resolve) => {
      new AnswerStream(run, { connection, sessionId, message, pieces }, { onEnd: resolve }).send();
    });
  }
  const { session } = (await connection.call("getSession", { sessionId })) as {
    readonly session: { readonly sequence: number };
  };
  // A connection may only follow so many sessions.
  await connection.call("detachSession", { sessionId });
  return { sessionId, sequence: session.sequence, pieces };
}
