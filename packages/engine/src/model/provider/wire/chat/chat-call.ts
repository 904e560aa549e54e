import { CallText } from "../repair/call-text.ts";
import { type JsonObject, toArgumentsText, toObject, without } from "../repair/loose-json.ts";
import { NAMELESS_CALL } from "../repair/stream-repair.ts";

/** Fields of a call's entry that this reader writes itself. */
const OWN_FIELDS = ["index", "id", "type", "function", "extra_content"];

/**
 * One tool call of Chat Completions while it arrives. Its first entry is held back until the name is
 * certainly whole, which is when its arguments begin or the call ends: servers split names, and repeat them.
 */
export class ChatCall {
  /** Position among the calls of the answer, whatever the server says. */
  readonly index: number;
  readonly id: string;
  /** The id that the server uses for it; `undefined` while there is none. */
  givenId: string | undefined;
  /** Number of the chunk that touched it last. */
  lastChunk = 0;
  #name = "";
  #more: JsonObject = {};
  #held = "";
  #isOpened = false;
  /**
   * Whether small pieces of long arguments are passed on together, for a package that reads all arguments
   * again at every piece.
   */
  readonly #isCoalescing: boolean;
  readonly #text = new CallText();

  constructor(
    index: number,
    id: string,
    options: { readonly givenId: string | undefined; readonly isCoalescing: boolean },
  ) {
    this.index = index;
    this.id = id;
    this.givenId = options.givenId;
    this.#isCoalescing = options.isCoalescing;
  }

  get name(): string {
    return this.#name;
  }

  /** Whether nothing of its arguments has come. */
  get isFresh(): boolean {
    return this.#text.isBlank;
  }

  /** Whether its arguments are a whole value. */
  get isWhole(): boolean {
    return this.#text.isWhole;
  }

  /** Takes one entry that belongs to this call. Returns the entry to pass to the packages. */
  take(entry: JsonObject, called: JsonObject): readonly JsonObject[] {
    this.#takeName(called.name);
    this.#takeState(entry, called);
    this.#takeArguments(called.arguments ?? entry.arguments);
    if (this.#name === "" || this.#text.isBlank || this.#text.isPlaceholder || this.#held === "") return [];
    if (this.#isCoalescing && !this.#text.isWhole && this.#held.length * 8 < this.#text.length) return [];
    return this.#release();
  }

  /**
   * The end of the call: what was held back, and an empty object in the place of arguments that never came.
   */
  close(): readonly JsonObject[] {
    if (this.#name === "") this.#name = NAMELESS_CALL;
    if (this.#text.isBlank) this.#held = "{}";
    return this.#isOpened && this.#held === "" ? [] : this.#release();
  }

  #release(): readonly JsonObject[] {
    const text = this.#held;
    this.#held = "";
    if (this.#isOpened) return [{ index: this.index, function: { arguments: text } }];
    this.#isOpened = true;
    const { index, id } = this;
    return [{ ...this.#more, index, id, type: "function", function: { name: this.#name, arguments: text } }];
  }

  #takeName(given: unknown): void {
    if (typeof given !== "string" || this.#isOpened || given === this.#name) return;
    this.#name = given.startsWith(this.#name) ? given : `${this.#name}${given}`;
  }

  #takeArguments(given: unknown): void {
    if (typeof given === "object" && given !== null && this.#text.isWhole && !this.#text.isPlaceholder)
      return;
    const piece = toArgumentsText(given);
    if (this.#text.isPlaceholder && /^\s*\{/.test(piece)) {
      this.#text.clear();
      this.#held = "";
    }
    this.#held += this.#text.add(piece);
  }

  /**
   * Keeps what else an entry holds, a thought's signature for example, in the form that the package reads.
   */
  #takeState(entry: JsonObject, called: JsonObject): void {
    const google = toObject(toObject(entry.extra_content)?.google);
    const signature = google?.thought_signature ?? entry.thought_signature ?? called.thought_signature;
    const content = toObject(entry.extra_content);
    this.#more = {
      ...this.#more,
      ...without(entry, [...OWN_FIELDS, "arguments"]),
      ...(content === undefined && typeof signature !== "string"
        ? {}
        : { extra_content: { ...content, google: toGoogle(google, signature) } }),
    };
  }
}

function toGoogle(google: JsonObject | undefined, signature: unknown): JsonObject | null {
  if (google === undefined && typeof signature !== "string") return null;
  return { ...google, thought_signature: typeof signature === "string" ? signature : null };
}
