import { type Client, type Send, type SessionHandle, TurnFailedError } from "@aiwhisperer/client";
import { TurnStatus } from "@aiwhisperer/protocol";
import { CommandFailure } from "../command-failure.ts";
import { type CommandHost, signalExitCode } from "../command-host.ts";
import { listenForStop } from "../stop-request.ts";
import { explainFailure } from "./failure-text.ts";
import { withoutControls } from "./terminal-text.ts";

/** One message, and where it goes. */
export interface OneShot {
  readonly session: SessionHandle;
  readonly message: string;
}

/**
 * Sends one message and writes the text of its answer, and nothing else, to the output. Resolves with the exit code: 0 for a whole answer, 1 for
 * a failed or cancelled one, the signal's own where one stopped it; then the turn is cancelled as well.
 */
export async function sendOnce({ session, message }: OneShot, host: CommandHost): Promise<number> {
  const stop = listenForStop(host, Date.now);
  const unsubscribe = session.on("MessageDiscardedNotification", () => {
    host.stderr.write("\nThe server was restarted; the answer begins anew.\n");
  });
  try {
    const send = session.send(message);
    const answered = writeAnswer(send, host);
    const outcome = await Promise.race([answered, stop.first]);
    if (typeof outcome === "number") return outcome;
    if (outcome.type === "failure") throw outcome.error;
    await Promise.race([cancel(send, host).then(() => answered), stop.again]);
    return signalExitCode(outcome.signal);
  } finally {
    stop.dispose();
    unsubscribe();
  }
}

async function writeAnswer(send: Send, { stdout, stderr }: CommandHost): Promise<number> {
  let last = "\n";
  const endLine = (): void => {
    if (!last.endsWith("\n")) stdout.write("\n");
  };
  try {
    for await (const delta of send) {
      last = delta;
      stdout.write(stdout.isTTY === true ? withoutControls(delta) : delta);
    }
    endLine();
    const { status } = await send.result;
    if (status !== TurnStatus.Cancelled) return 0;
    stderr.write("The answer was stopped.\n");
    return 1;
  } catch (error) {
    endLine();
    const text = explainFailure(error);
    if (text === undefined) throw error;
    stderr.write(`${error instanceof TurnFailedError ? "The answer failed: " : ""}${text}\n`);
    return 1;
  }
}

async function cancel(send: Send, { stderr }: CommandHost): Promise<void> {
  try {
    await send.cancel();
  } catch (error) {
    const text = explainFailure(error);
    if (text === undefined) throw error;
    stderr.write(`The answer could not be stopped. ${text}\n`);
  }
}

/** Opens the session that a message goes to: the named one, or a new one. Rejects with a `CommandFailure`. */
export async function openSession(
  client: Client,
  { sessionId, model }: { readonly sessionId?: string | undefined; readonly model?: string | undefined },
): Promise<SessionHandle> {
  try {
    if (sessionId !== undefined) return await client.attachSession(sessionId);
    return await client.startSession(model === undefined ? {} : { model });
  } catch (error) {
    const text = explainFailure(error);
    if (text === undefined) throw error;
    throw new CommandFailure(text, { cause: error });
  }
}
