import { mergeChunks, type StoredEvent } from "@aiwhisperer/engine";

/**
 * Size of one slice that is read from the log for a connection that is behind, and of what waits for an
 * answer that has to come first.
 */
const SLICE = { maxEvents: 1_000, maxLength: 64 * 1024 };

/** What an attachment needs of its connection. */
export interface AttachmentPort {
  /** Whether more waits for the socket than it may. */
  isFull(): boolean;
  /** Whether an answer has to come before the session's events. */
  isHeld(sessionId: string): boolean;
  send(text: string): void;
  read(sessionId: string, afterSequence: number, limits: typeof SLICE): Promise<readonly StoredEvent[]>;
  /** Called when the session's next events cannot be read: the delivery cannot continue. */
  onReadFault(attachment: Attachment, error: unknown): void;
}

/** The JSON-RPC notification of a stored event. */
export function toFrame(text: string): string {
  return `{"jsonrpc":"2.0",${text.slice(1)}`;
}

/**
 * One connection's place in one session: the sequence of the last event that was sent to it. While it has all
 * that is in the log, new events are pushed to it; whenever it cannot take them, nothing is queued, and it
 * reads on from the log when it can. Replay and a slow reader are therefore the same thing, and so is an
 * answer that has to come first, where a slice of events does not suffice to wait for it.
 */
export class Attachment {
  readonly sessionId: string;
  readonly #port: AttachmentPort;
  #sentSequence: number;
  /** Whether there may be events in the log that were not sent. */
  #isBehind = true;
  #isReading = false;
  /**
   * Frames of the events after the last one that was sent, which wait for an answer; none while there may be
   * others in the log.
   */
  #waiting: string[] | undefined;
  #waitingLength = 0;
  /** Whether the socket was full since everything was last sent: what is read then may be joined. */
  #isLagging = false;
  #isEnded = false;

  constructor(sessionId: string, afterSequence: number, port: AttachmentPort) {
    this.sessionId = sessionId;
    this.#sentSequence = afterSequence;
    this.#port = port;
  }

  /** Sequence of the last event that was sent. */
  get sentSequence(): number {
    return this.#sentSequence;
  }

  /** Whether the connection has not kept up: there are events that it could not take when they came. */
  get isLagging(): boolean {
    return this.#isLagging;
  }

  /**
   * Takes a new event of the session: sends it if the connection has everything before it, else leaves it to
   * the log.
   */
  push(sequence: number, frame: string): void {
    if (sequence <= this.#sentSequence) return;
    const isNext = sequence === this.#sentSequence + (this.#waiting?.length ?? 0) + 1;
    if (this.#isBehind || this.#isReading || !isNext || this.#isFull()) {
      this.#fallBehind();
    } else if (this.#waiting !== undefined || this.#isHeld()) {
      this.#wait(frame);
      this.#sendWaiting();
    } else {
      this.#send(sequence, frame);
    }
  }

  /**
   * Sends what waits, and reads on from the log until everything is sent or the connection is blocked again.
   * Call it when that may have changed.
   */
  resume(): void {
    this.#sendWaiting();
    if (this.#isReading || !this.#isBehind || this.#isEnded) return;
    this.#isReading = true;
    this.#catchUp().then(
      () => {
        this.#isReading = false;
        // Blocked and freed again while the last slice was being read: there is no other caller.
        if (this.#isBehind && !this.#isBlocked()) this.resume();
      },
      (error: unknown) => {
        this.#isReading = false;
        if (!this.#isEnded) this.#port.onReadFault(this, error);
      },
    );
  }

  /** Ends the delivery. */
  end(): void {
    this.#isEnded = true;
  }

  #wait(frame: string): void {
    this.#waiting ??= [];
    this.#waiting.push(frame);
    this.#waitingLength += frame.length;
    if (this.#waiting.length > SLICE.maxEvents || this.#waitingLength > SLICE.maxLength) this.#fallBehind();
  }

  #sendWaiting(): void {
    const frames = this.#waiting;
    if (frames === undefined || this.#isHeld()) return;
    this.#forgetWaiting();
    for (const frame of frames) {
      if (this.#isEnded) return;
      if (this.#isFull()) {
        this.#isBehind = true;
        return;
      }
      this.#send(this.#sentSequence + 1, frame);
    }
  }

  /** Leaves everything that was not sent to the log. */
  #fallBehind(): void {
    this.#forgetWaiting();
    this.#isBehind = true;
    if (!this.#isBlocked()) this.resume();
  }

  #forgetWaiting(): void {
    this.#waiting = undefined;
    this.#waitingLength = 0;
  }

  #send(sequence: number, frame: string): void {
    this.#sentSequence = sequence;
    this.#port.send(frame);
  }

  async #catchUp(): Promise<void> {
    while (this.#isBehind && !this.#isEnded && !this.#isBlocked()) {
      // Set before reading: an event that is committed meanwhile sets it again.
      this.#isBehind = false;
      const events = await this.#port.read(this.sessionId, this.#sentSequence, SLICE);
      if (events.length > 0) this.#isBehind = true;
      this.#sendAll(this.#isLagging ? mergeChunks(events) : events);
    }
    if (!this.#isBehind) this.#isLagging = false;
  }

  #isBlocked(): boolean {
    return this.#isFull() || this.#isHeld();
  }

  #isHeld(): boolean {
    return this.#port.isHeld(this.sessionId);
  }

  #isFull(): boolean {
    const isFull = this.#port.isFull();
    if (isFull) this.#isLagging = true;
    return isFull;
  }

  #sendAll(events: readonly StoredEvent[]): void {
    for (const { sequence, text } of events) {
      if (this.#isEnded || this.#isBlocked()) return;
      this.#send(sequence, toFrame(text));
    }
  }
}
