import { LogFault, type StoredEvent } from "@aiwhisperer/engine";
import { describe, expect, it } from "vitest";
import { Attachment, type AttachmentPort, toFrame } from "./attachment.ts";

const SESSION = "s1";

function textOf(sequence: number): string {
  return JSON.stringify({ method: "SessionStatusNotification", params: { sessionId: SESSION, sequence } });
}

/**
 * A log of which each read is answered when the test says so, and a socket that takes what it is given unless
 * it is full.
 */
class Rig implements AttachmentPort {
  readonly sent: number[] = [];
  readonly faults: unknown[] = [];
  isSocketFull = false;
  isAnswerDue = false;
  reads = 0;
  /** Sequence of the last event in the log. */
  last = 0;
  #reads: (() => void)[] = [];

  isFull(): boolean {
    return this.isSocketFull;
  }

  isHeld(): boolean {
    return this.isAnswerDue;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text).params.sequence);
  }

  /** What a read finds is what the log has when it is asked. */
  async read(_sessionId: string, afterSequence: number): Promise<readonly StoredEvent[]> {
    const { last } = this;
    this.reads += 1;
    await new Promise<void>((resolve) => this.#reads.push(resolve));
    const sequences = Array.from({ length: last - afterSequence }, (_, index) => afterSequence + 1 + index);
    return sequences.map((sequence) => ({ sequence, text: textOf(sequence) }));
  }

  onReadFault(_attachment: Attachment, error: unknown): void {
    this.faults.push(error);
  }

  /** Commits the next event and notifies the attachment. */
  commit(attachment: Attachment): void {
    this.last += 1;
    attachment.push(this.last, toFrame(textOf(this.last)));
  }

  /** Answers reads until there are no more. */
  async answerReads(): Promise<void> {
    for (let answered = 1; answered > 0; ) {
      answered = this.#reads.length;
      for (const answer of this.#reads.splice(0)) answer();
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }
}

function attach(rig: Rig, afterSequence: number): Attachment {
  const attachment = new Attachment(SESSION, afterSequence, rig);
  attachment.resume();
  return attachment;
}

/** Attaches to a session of which there is nothing yet. */
async function attachFromStart(rig: Rig): Promise<Attachment> {
  const attachment = attach(rig, 0);
  await rig.answerReads();
  return attachment;
}

describe("an attachment", () => {
  it("delivers the past after its cursor, and then each event as it comes", async () => {
    const rig = new Rig();
    rig.last = 5;
    const attachment = attach(rig, 2);
    await rig.answerReads();
    expect(rig.sent).toEqual([3, 4, 5]);
    rig.commit(attachment);
    expect(rig.sent).toEqual([3, 4, 5, 6]);
  });

  it("leaves to the log what comes while the past is read", async () => {
    const rig = new Rig();
    rig.last = 2;
    const attachment = attach(rig, 0);
    rig.commit(attachment);
    rig.commit(attachment);
    expect(rig.sent).toEqual([]);
    await rig.answerReads();
    expect(rig.sent).toEqual([1, 2, 3, 4]);
  });

  it("sends nothing while the socket is full, and everything once it is not", async () => {
    const rig = new Rig();
    const attachment = await attachFromStart(rig);
    rig.isSocketFull = true;
    rig.commit(attachment);
    attachment.resume();
    await rig.answerReads();
    expect(rig.sent).toEqual([]);
    rig.isSocketFull = false;
    rig.commit(attachment);
    expect(rig.sent).toEqual([]);
    await rig.answerReads();
    expect(rig.sent).toEqual([1, 2]);
  });

  it("sends after an answer what came before it, without asking the log", async () => {
    const rig = new Rig();
    const attachment = await attachFromStart(rig);
    rig.isAnswerDue = true;
    rig.commit(attachment);
    rig.commit(attachment);
    attachment.resume();
    expect(rig.sent).toEqual([]);
    rig.isAnswerDue = false;
    attachment.resume();
    rig.commit(attachment);
    expect(rig.sent).toEqual([1, 2, 3]);
    expect(rig.reads).toBe(1);
  });

  it("leaves to the log what an answer lets wait beyond a slice", async () => {
    const rig = new Rig();
    const attachment = await attachFromStart(rig);
    rig.isAnswerDue = true;
    for (let count = 0; count < 1_001; count += 1) rig.commit(attachment);
    rig.isAnswerDue = false;
    attachment.resume();
    rig.commit(attachment);
    expect(rig.sent).toEqual([]);
    await rig.answerReads();
    expect(rig.sent).toEqual(Array.from({ length: 1_002 }, (_, index) => index + 1));
  });

  it("leaves to the log what waited for an answer when the socket is full by then", async () => {
    const rig = new Rig();
    const attachment = await attachFromStart(rig);
    rig.isAnswerDue = true;
    rig.commit(attachment);
    rig.commit(attachment);
    rig.isAnswerDue = false;
    rig.isSocketFull = true;
    attachment.resume();
    await rig.answerReads();
    expect(rig.sent).toEqual([]);
    rig.isSocketFull = false;
    attachment.resume();
    await rig.answerReads();
    expect(rig.sent).toEqual([1, 2]);
  });

  it("sends nothing of what waited when it has ended", async () => {
    const rig = new Rig();
    const attachment = await attachFromStart(rig);
    rig.isAnswerDue = true;
    rig.commit(attachment);
    attachment.end();
    rig.isAnswerDue = false;
    attachment.resume();
    await rig.answerReads();
    expect(rig.sent).toEqual([]);
  });

  it("sends nothing after its end, whatever was being read", async () => {
    const rig = new Rig();
    rig.last = 3;
    const attachment = attach(rig, 0);
    attachment.end();
    await rig.answerReads();
    expect(rig.sent).toEqual([]);
  });

  it("reports a failed read, unless it has ended before", async () => {
    const fault = new LogFault("damaged", "It is harmed.", { sessionId: SESSION });
    const failing = new (class extends Rig {
      override async read(): Promise<readonly StoredEvent[]> {
        throw fault;
      }
    })();
    attach(failing, 0);
    attach(failing, 0).end();
    await failing.answerReads();
    expect(failing.faults).toEqual([fault]);
  });
});
