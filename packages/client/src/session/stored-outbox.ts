import {
  CloseCode,
  type CloseInfo,
  interactive,
  RequestFailure,
  type SendUserMessageRequest,
} from "@aiwhisperer/protocol";
import { retryAfterMsOf } from "../connection/retry-after.ts";
import { ConnectionLostError } from "../kit/client-error.ts";
import { type Failure, toFailure } from "../kit/failure.ts";
import { GuardedStorage } from "../kit/guarded-storage.ts";
import {
  defaultOutboxLimits,
  findExpiry,
  findFullness,
  isForgotten,
  type OutboxLimits,
  type OutboxOptions,
  type StoredMessage,
} from "../kit/outbox-storage.ts";
import type { MessageOutbox } from "./outbox.ts";
import type { SendAccepted } from "./send.ts";
import type { SessionFeed, SessionHost } from "./session-feed.ts";

/** A message that the server has not acknowledged. */
interface Entry {
  /** Key in the session's state. */
  readonly key: string;
  message: StoredMessage;
  /** Whether it is in the storage. */
  isSaved: boolean;
  /** For the caller of this program's `send`; absent for another program's message, and after a failure. */
  accepted?: PromiseWithResolvers<SendAccepted>;
}

const { fullName: METHOD } = interactive.methods.sendUserMessage;

/** Longest retry-after that is waited for; with a longer one the message fails. */
const maxPauseMs = 600_000;

/**
 * An outbox that survives restarts of the program. Messages are sent one after another. Each is in the
 * storage from `send` until the server has acknowledged it or a person has discarded it. Messages of other
 * programs are shown and sent as well.
 */
export class StoredOutbox implements MessageOutbox {
  readonly #feed: SessionFeed;
  readonly #host: SessionHost;
  readonly #storage: GuardedStorage;
  readonly #limits: OutboxLimits;
  readonly #stopWatching: () => void;
  /** By idempotency key. */
  readonly #entries = new Map<string, Entry>();
  #count = 0;
  #lastPosition = 0;
  #isDraining = false;
  #isPaused = false;
  #cancelPause: () => void = () => {};
  /** Resolves when the messages of earlier programs are loaded: they precede new ones. */
  readonly #isLoaded: Promise<void>;

  constructor(feed: SessionFeed, host: SessionHost, { storage, limits }: OutboxOptions) {
    this.#feed = feed;
    this.#host = host;
    this.#limits = { ...defaultOutboxLimits, ...limits };
    const { clock, onFault } = host;
    this.#storage = new GuardedStorage(storage, { clock, limits: this.#limits, onFault });
    this.#stopWatching = this.#storage.watch(feed.sessionId, () => this.resume());
    this.#isLoaded = this.#sync().catch((error: unknown) => this.#host.onFault(error));
    this.#isLoaded.then(() => this.#drain()).catch((error: unknown) => this.#host.onFault(error));
  }

  send(params: Omit<SendUserMessageRequest, "sessionId">): Promise<SendAccepted> {
    const { idempotencyKey = this.#host.createIdempotencyKey(), ...request } = params;
    const known = this.#entries.get(idempotencyKey);
    if (known !== undefined) return this.#join(known);
    const storedAt = this.#host.clock.now();
    const { sessionId } = this.#feed;
    const userId = this.#host.userId();
    const author = userId === undefined ? {} : { userId };
    const position = Math.max(this.#lastPosition + 1, storedAt);
    const entry = this.#add({ ...author, sessionId, idempotencyKey, request, position, storedAt });
    return this.#begin(entry);
  }

  sendAgain(key: string): Promise<SendAccepted> {
    const entry = this.#find(key);
    if (entry?.message.failure === undefined) {
      throw new RangeError(`the session has no failed message ${key}`);
    }
    const { failure: _, sentAt: __, failedAt: ___, ...message } = entry.message;
    entry.message = { ...message, storedAt: this.#host.clock.now() };
    this.#feed.dispatch({ type: "sending-again", key });
    this.#showTouch(entry);
    return this.#begin(entry);
  }

  /** Joins a known message with the same key. */
  #join(entry: Entry): Promise<SendAccepted> {
    if (entry.message.failure !== undefined) return this.sendAgain(entry.key);
    return entry.accepted?.promise ?? this.#begin(entry);
  }

  dismiss(key: string): void {
    const entry = this.#find(key);
    if (entry === undefined) return;
    const { failure, sentAt } = entry.message;
    if (failure !== undefined || sentAt === undefined) this.#drop(entry);
  }

  clear(): void {
    for (const entry of [...this.#entries.values()]) this.#drop(entry);
  }

  /** Reads the storage and sends waiting messages if a link is open. */
  resume(): void {
    // This program's messages are sent even if the storage cannot be read.
    this.#sync()
      .catch((error: unknown) => this.#host.onFault(error))
      .then(() => this.#drain())
      .catch((error: unknown) => this.#host.onFault(error));
  }

  /** Rejects the callers: no link follows by itself. The messages stay. */
  lose(close: CloseInfo | undefined): void {
    for (const entry of this.#entries.values()) {
      const outcome = entry.message.sentAt === undefined ? "not-sent" : "unknown";
      entry.accepted?.reject(new ConnectionLostError(METHOD, { outcome, close }));
      delete entry.accepted;
    }
  }

  dispose(): void {
    this.#stopWatching();
    this.#cancelPause();
  }

  #add(message: StoredMessage): Entry {
    this.#count += 1;
    const entry: Entry = { key: `sent-${this.#count}`, message, isSaved: false };
    this.#entries.set(message.idempotencyKey, entry);
    this.#lastPosition = Math.max(this.#lastPosition, message.position);
    this.#feed.dispatch({ type: "sending", key: entry.key, text: message.request.message });
    this.#showTouch(entry);
    return entry;
  }

  /** Shows whether the message can still be withdrawn. */
  #showTouch({ key, message: { failure, sentAt } }: Entry): void {
    const isUntouched = failure === undefined && sentAt === undefined;
    this.#feed.dispatch({ type: "untouched", key, isUntouched });
  }

  #begin(entry: Entry): Promise<SendAccepted> {
    const accepted = Promise.withResolvers<SendAccepted>();
    // Another program's message has no caller here.
    accepted.promise.catch(() => {});
    entry.accepted = accepted;
    this.#feed.follow();
    this.#save(entry)
      .then(() => this.#drain())
      .catch((error: unknown) => this.#host.onFault(error));
    return accepted.promise;
  }

  #find(key: string): Entry | undefined {
    return [...this.#entries.values()].find((entry) => entry.key === key);
  }

  /** Stores the current message, synchronously if the storage is. A failure is in the state as `unsaved`. */
  async #save(entry: Entry): Promise<void> {
    const fullness = this.#fullness(entry);
    entry.isSaved = fullness === undefined;
    const failure = fullness ?? (await this.#put(entry));
    entry.isSaved = failure === undefined;
    this.#feed.dispatch({ type: "saved", key: entry.key, failure });
  }

  async #put({ message }: Entry): Promise<Failure | undefined> {
    try {
      await this.#storage.put(message);
      return undefined;
    } catch (error) {
      return toFailure(error);
    }
  }

  #fullness(entry: Entry): Failure | undefined {
    if (entry.isSaved) return undefined;
    const saved = [...this.#entries.values()].filter(({ isSaved }) => isSaved);
    return findFullness(
      this.#limits,
      saved.map(({ message }) => message),
      entry.message,
    );
  }

  /** Updates the state from the storage, which other programs change as well. */
  async #sync(): Promise<void> {
    const stored = await this.#storage.list(this.#feed.sessionId);
    const own = stored.filter((message) => this.#findOtherUser(message) === undefined);
    const now = this.#host.clock.now();
    for (const message of own.toSorted((a, b) => a.position - b.position)) {
      if (isForgotten(this.#limits, message, now)) await this.#storage.remove(message);
      else this.#take(message);
    }
    const keys = new Set(own.map(({ idempotencyKey }) => idempotencyKey));
    for (const entry of [...this.#entries.values()]) {
      const isElsewhere = entry.isSaved && entry.accepted === undefined;
      if (isElsewhere && !keys.has(entry.message.idempotencyKey)) this.#forget(entry);
    }
  }

  #take(message: StoredMessage): void {
    const known = this.#entries.get(message.idempotencyKey);
    const entry = known ?? this.#add(message);
    entry.isSaved = true;
    if (entry.accepted !== undefined) return;
    const before = known?.message.failure;
    entry.message = message;
    const { failure } = message;
    if (failure !== undefined) this.#feed.dispatch({ type: "refused", key: entry.key, failure });
    else if (before !== undefined) this.#feed.dispatch({ type: "sending-again", key: entry.key });
    this.#showTouch(entry);
    if (failure === undefined) this.#host.connect();
  }

  async #drain(): Promise<void> {
    if (this.#isDraining) return;
    this.#isDraining = true;
    try {
      await this.#isLoaded;
      for (let next = this.#next(); next !== undefined; next = this.#next()) {
        const entry = next;
        await this.#storage.alone(this.#feed.sessionId, () => this.#deliver(entry));
      }
    } finally {
      this.#isDraining = false;
    }
  }

  /** Returns the first waiting message; none without a link. */
  #next(): Entry | undefined {
    if (this.#host.link() === undefined || this.#isPaused) return undefined;
    return [...this.#entries.values()]
      .filter(({ message }) => message.failure === undefined)
      .sort((a, b) => a.message.position - b.message.position)[0];
  }

  async #deliver(entry: Entry): Promise<void> {
    if (!(await this.#isStillWaiting(entry))) return;
    const { sessionId, idempotencyKey, request } = entry.message;
    const failure =
      this.#findOtherUser(entry.message) ?? findExpiry(this.#limits, entry.message, this.#host.clock.now());
    if (failure !== undefined) return this.#fail(entry, failure, new Error(failure.message));
    if (entry.message.sentAt === undefined) {
      entry.message = { ...entry.message, sentAt: this.#host.clock.now() };
      this.#showTouch(entry);
      if (entry.isSaved) await this.#put(entry);
    }
    try {
      const answer = await this.#host.rpc.sendUserMessage({ ...request, sessionId, idempotencyKey });
      await this.#accept(entry, answer);
    } catch (error) {
      const delayMs = retryAfterMsOf(error);
      if (delayMs !== undefined && delayMs <= maxPauseMs) this.#pause(this.#host.retryDelayMs(1, delayMs));
      else if (!isForLater(error)) await this.#fail(entry, toFailure(error), error);
    }
  }

  /** Pauses for the server's retry-after. */
  #pause(delayMs: number): void {
    this.#isPaused = true;
    this.#cancelPause = this.#host.clock.schedule(delayMs, () => {
      this.#isPaused = false;
      this.resume();
    });
  }

  /**
   * Whether the message still waits: no other program has delivered or discarded it. This program's own
   * messages are sent in any case, for the answer.
   */
  async #isStillWaiting(entry: Entry): Promise<boolean> {
    if (!this.#entries.has(entry.message.idempotencyKey)) return false;
    if (entry.isSaved && entry.accepted === undefined) await this.#sync();
    return this.#entries.has(entry.message.idempotencyKey) && entry.message.failure === undefined;
  }

  #findOtherUser({ userId }: StoredMessage): Failure | undefined {
    const current = this.#host.userId();
    if (userId === undefined || current === undefined || userId === current) return undefined;
    return { code: "other_user", message: `It was written as ${userId}; ${current} is signed in.` };
  }

  async #accept(entry: Entry, { messageId, turnId }: SendAccepted): Promise<void> {
    this.#entries.delete(entry.message.idempotencyKey);
    this.#feed.dispatch({ type: "accepted", key: entry.key, messageId, turnId });
    entry.accepted?.resolve({ messageId, turnId });
    // Also an unsaved one: a slow storage may have it.
    await this.#remove(entry);
    await this.#saveNext();
  }

  /** Stores an unsaved message when an earlier one has made room. */
  async #saveNext(): Promise<void> {
    const next = [...this.#entries.values()].find(({ isSaved }) => !isSaved);
    if (next !== undefined && this.#fullness(next) === undefined) await this.#save(next);
  }

  async #fail(entry: Entry, failure: Failure, error: unknown): Promise<void> {
    entry.message = { ...entry.message, failure, failedAt: this.#host.clock.now() };
    this.#feed.dispatch({ type: "refused", key: entry.key, failure });
    entry.accepted?.reject(error);
    delete entry.accepted;
    if (entry.isSaved) await this.#put(entry);
  }

  #drop(entry: Entry): void {
    entry.accepted?.reject(new ConnectionLostError(METHOD, { outcome: "not-sent" }));
    this.#forget(entry);
    void this.#remove(entry);
  }

  #forget(entry: Entry): void {
    this.#entries.delete(entry.message.idempotencyKey);
    this.#feed.dispatch({ type: "withdrawn", key: entry.key });
  }

  async #remove({ message }: Entry): Promise<void> {
    try {
      await this.#storage.remove(message);
    } catch (error) {
      this.#host.onFault(error);
    }
  }
}

/** Whether the message can be sent on a later link: nothing was refused. */
function isForLater(error: unknown): boolean {
  if (error instanceof ConnectionLostError) return error.close?.code !== CloseCode.FrameTooLarge;
  return error instanceof RequestFailure && (error.reason === "closed" || error.reason === "timeout");
}
