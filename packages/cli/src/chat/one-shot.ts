import { type Client, type Send, type SessionHandle, TurnFailedError } from "@aiwhisperer/client";
import { TurnStatus } from "@aiwhisperer/protocol";
import { CommandFailure } from "../kit/command-failure.ts";
import { type CommandHost, signalExitCode } from "../kit/command-host.ts";
import { listenForStop } from "../kit/stop-request.ts";
import { explainFailure } from "../terminal/failure-text.ts";
import type { ApproveRule } from "../tool/approval-answer.ts";
import { ApprovalDialog } from "../tool/approval-dialog.ts";
import { TurnWriter } from "./turn-writer.ts";

/** One message, and where it goes. */
export interface OneShot {
  readonly session: SessionHandle;
  readonly message: string;
  /** Decides about tool calls beforehand. Default: it is asked at a terminal, and waited for elsewhere. */
  readonly rule?: ApproveRule | undefined;
}

/**
 * Sends one message and writes the text of its answer, and nothing else, to the output. Resolves with the
 * exit code: 0 for a whole answer, 1 for a failed or cancelled one, the signal's own where one stopped it;
 * then the turn is cancelled as well.
 */
export async function sendOnce(shot: OneShot, host: CommandHost): Promise<number> {
  const stop = listenForStop(host, Date.now);
  const unsubscribe = shot.session.on("MessageDiscardedNotification", () => {
    host.stderr.write("\nThe server was restarted; the answer begins anew.\n");
  });
  try {
    const send = shot.session.send(shot.message);
    const answered = showAnswer(send, shot, host);
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

async function showAnswer(send: Send, shot: OneShot, host: CommandHost): Promise<number> {
  try {
    const status = await writeAnswer(send, shot, host);
    if (status !== TurnStatus.Cancelled) return 0;
    host.stderr.write("The answer was stopped.\n");
    return 1;
  } catch (error) {
    const text = explainFailure(error);
    if (text === undefined) throw error;
    host.stderr.write(`${error instanceof TurnFailedError ? "The answer failed: " : ""}${text}\n`);
    return 1;
  }
}

/**
 * Writes the answer as it comes, and has tool calls decided. Resolves with the turn's last status; rejects
 * where it has failed.
 */
async function writeAnswer(send: Send, { session, rule }: OneShot, host: CommandHost): Promise<TurnStatus> {
  const { turnId } = await send.accepted;
  const writer = new TurnWriter(session, turnId, host);
  const dialog = new ApprovalDialog(host, { rule, onWrite: () => writer.leaveLine() });
  const unsubscribe = session.subscribe(() => writer.update());
  try {
    dialog.add(session);
    // The writer takes the text from the session, in order with the tool calls; this only waits for
    // the end, and throws what it was.
    for await (const _ of send) writer.update();
    writer.update();
    return (await send.result).status;
  } finally {
    unsubscribe();
    dialog.close();
    writer.endLine();
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
