import type { SdkPart } from "./sdk-types.ts";

/** A piece of an answer's text. */
export interface TextPiece {
  readonly isThought: boolean;
  readonly text: string;
}

const OPENING = /^<(think|thinking|thought|reasoning)>/i;
const LONGEST_TAG = "</reasoning>".length;
/** White space before a tag that is waited through. */
const MAX_LEADING_SPACE = 200;
const THOUGHT_ID = "thought-tags";

/**
 * Splits the thoughts off a text that writes them into itself, between `<think>` and `</think>` at its very
 * beginning, as servers without a parser for their model's thoughts send them. Pieces may be of any size; a
 * thought without an end lasts to the end of the text.
 */
export class ThoughtTags {
  #state: "beginning" | "thought" | "gap" | "text" = "beginning";
  #held = "";
  #closing = "";

  /** What is certain after this piece. */
  push(text: string): readonly TextPiece[] {
    const given = this.#held + text;
    this.#held = "";
    switch (this.#state) {
      case "beginning":
        return this.#begin(given);
      case "thought":
        return this.#think(given);
      case "gap":
        return this.#leaveGap(given);
      case "text":
        return toPieces(false, given);
    }
  }

  /** What was held back, once no more text can follow. */
  end(): readonly TextPiece[] {
    const pieces = toPieces(this.#state === "thought", this.#held);
    this.#held = "";
    if (this.#state === "beginning" && pieces.length > 0) this.#state = "text";
    return pieces;
  }

  #begin(given: string): readonly TextPiece[] {
    const begun = given.trimStart();
    const tag = OPENING.exec(begun);
    if (tag !== null) {
      this.#state = "thought";
      this.#closing = `</${tag[1]}>`.toLowerCase();
      return this.#think(begun.slice(tag[0].length));
    }
    const mayBeTag = begun.length < LONGEST_TAG && /^(?:<[a-z]*)?$/i.test(begun);
    if (mayBeTag && given.length - begun.length <= MAX_LEADING_SPACE) {
      this.#held = given;
      return [];
    }
    this.#state = "text";
    return toPieces(false, given);
  }

  #think(given: string): readonly TextPiece[] {
    const end = given.toLowerCase().indexOf(this.#closing);
    if (end >= 0) {
      this.#state = "gap";
      const rest = this.#leaveGap(given.slice(end + this.#closing.length));
      return [...toPieces(true, given.slice(0, end)), ...rest];
    }
    const kept = lengthOfBegun(given, this.#closing);
    this.#held = given.slice(given.length - kept);
    return toPieces(true, given.slice(0, given.length - kept));
  }

  /** The empty lines between a thought and the answer belong to neither. */
  #leaveGap(given: string): readonly TextPiece[] {
    const text = given.trimStart();
    if (text !== "") this.#state = "text";
    return toPieces(false, text);
  }
}

/** Shows thoughts inside text as thoughts. */
export async function* splitThoughtTags(stream: AsyncIterable<SdkPart>): AsyncGenerator<SdkPart, void> {
  const tags = new ThoughtTags();
  let textId = "";
  const toParts = (pieces: readonly TextPiece[]): SdkPart[] =>
    pieces.map(({ isThought, text }) =>
      isThought
        ? { type: "reasoning-delta", id: THOUGHT_ID, delta: text }
        : { type: "text-delta", id: textId, delta: text },
    );
  for await (const part of stream) {
    if (part.type === "text-delta") {
      textId = part.id;
      const pieces = tags.push(part.delta);
      const [only, ...others] = pieces;
      // Text that is passed on as it is keeps what else its part holds.
      const isWhole =
        only !== undefined && others.length === 0 && !only.isThought && only.text === part.delta;
      yield* isWhole ? [part] : toParts(pieces);
      continue;
    }
    if (ENDS_TEXT.has(part.type)) yield* toParts(tags.end());
    yield part;
  }
}

const ENDS_TEXT: ReadonlySet<SdkPart["type"]> = new Set([
  "text-end",
  "tool-input-start",
  "tool-call",
  "finish",
  "error",
]);

/** How much of the text's end may be the beginning of the tag. */
function lengthOfBegun(text: string, tag: string): number {
  const end = text.slice(-(tag.length - 1)).toLowerCase();
  for (let length = Math.min(end.length, tag.length - 1); length > 0; length -= 1) {
    if (end.endsWith(tag.slice(0, length))) return length;
  }
  return 0;
}

function toPieces(isThought: boolean, text: string): readonly TextPiece[] {
  return text === "" ? [] : [{ isThought, text }];
}
