import { Channel } from "@aiwhisperer/protocol";
import type { SessionEvent } from "../../event/session-event.ts";
import type { StoredEvent } from "../../log/event-log.ts";

/** Longest text of one answer that is searched, in UTF-16 units. */
const MAX_ANSWER_LENGTH = 1_048_576;

/** A whole message of a session. */
export interface MessageText {
  readonly messageId: string;
  /** Sequence of its first event. */
  readonly sequence: number;
  readonly text: string;
}

/** Puts the messages of a session together from its events, in order. */
export class MessageTexts {
  readonly #open = new Map<string, MessageText>();

  /** Sequence of the first event of the oldest message that is not whole yet. */
  get openSince(): number | undefined {
    return this.#open.values().next().value?.sequence;
  }

  /** Takes the next event; returns the message that is whole with it. */
  add({ text, sequence }: StoredEvent): MessageText | undefined {
    if (!MESSAGE_EVENT.test(text)) return undefined;
    const event = JSON.parse(text) as SessionEvent;
    switch (event.method) {
      case "UserMessageNotification":
        return { messageId: event.params.messageId, sequence, text: event.params.message };
      case "MessageDiscardedNotification":
        this.#open.delete(event.params.messageId);
        return undefined;
      case "AIMessageChunkNotification":
        return this.#addChunk(event.params, sequence);
      default:
        return undefined;
    }
  }

  /** Ends the session: what is not whole yet is searched as it is. */
  takeOpen(): readonly MessageText[] {
    return [...this.#open.values()];
  }

  #addChunk(
    { messageId, chunk, channel = Channel.Final, isFinal }: ChunkParams,
    sequence: number,
  ): MessageText | undefined {
    const before = this.#open.get(messageId) ?? { messageId, sequence, text: "" };
    const added = channel === Channel.Final ? chunk : "";
    const message = { ...before, text: (before.text + added).slice(0, MAX_ANSWER_LENGTH) };
    if (!isFinal) {
      this.#open.set(messageId, message);
      return undefined;
    }
    this.#open.delete(messageId);
    return message;
  }
}

type ChunkParams = Extract<SessionEvent, { readonly method: "AIMessageChunkNotification" }>["params"];

/** The method comes first in the text of an event. */
const MESSAGE_EVENT = /^\{"method":"(?:UserMessage|AIMessageChunk|MessageDiscarded)Notification"/;
