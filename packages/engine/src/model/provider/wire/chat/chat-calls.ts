import { type JsonObject, toId, toIndex, toObject, toObjects } from "../repair/loose-json.ts";
import { CALL_LENGTH, CallsLength } from "../repair/stream-repair.ts";
import { ChatCall } from "./chat-call.ts";

/** What makes a repair of Chat Completions. */
export interface ChatRepairOptions {
  /**
   * OpenRouter's package reads thoughts and counts in fewer forms than the others, and long arguments slowly.
   */
  readonly isOpenRouter: boolean;
  readonly newId: () => string;
}

/** Where an entry says that it belongs. */
interface Label {
  readonly id: string | undefined;
  readonly index: number | undefined;
  readonly name: string | undefined;
}

/**
 * The tool calls of one answer of Chat Completions. Two ids are two calls, whatever the index says; without
 * an id the index decides, and without both the order. The packages get every call under an index and an id
 * of its own.
 */
export class ChatCalls {
  readonly #length: CallsLength;
  readonly #newId: () => string;
  readonly #isOpenRouter: boolean;
  readonly #calls: ChatCall[] = [];
  readonly #byId = new Map<string, ChatCall>();
  readonly #byIndex = new Map<number, ChatCall>();
  #open = new Set<ChatCall>();
  #chunk = 0;

  constructor(maxLength: number, { isOpenRouter, newId }: ChatRepairOptions) {
    this.#length = new CallsLength(maxLength);
    this.#newId = newId;
    this.#isOpenRouter = isOpenRouter;
  }

  get isEmpty(): boolean {
    return this.#calls.length === 0;
  }

  /**
   * Takes `tool_calls` of one chunk. Returns the entries to pass to the packages. Throws `CallsTooLong`.
   */
  take(toolCalls: unknown): readonly JsonObject[] {
    this.#chunk += 1;
    return toObjects(toolCalls).flatMap((entry) => this.#takeEntry(entry));
  }

  /** Ends all calls. */
  close(): readonly JsonObject[] {
    const entries = [...this.#open].flatMap((call) => call.close());
    this.#open = new Set();
    return entries;
  }

  #takeEntry(entry: JsonObject): readonly JsonObject[] {
    const called = toObject(entry.function) ?? (typeof entry.name === "string" ? entry : {});
    const name = typeof called.name === "string" && called.name.trim() !== "" ? called.name : undefined;
    const label = { id: toId(entry.id), index: toIndex(entry.index ?? called.index), name };
    const given = called.arguments ?? entry.arguments;
    const found = this.#find(label);
    if (found === undefined && label.id === undefined && name === undefined && isNothing(given)) return [];
    const call = found ?? this.#create(label.id);
    call.lastChunk = this.#chunk;
    if (label.index !== undefined) this.#byIndex.set(label.index, call);
    const entries = call.take(entry, called);
    const length =
      typeof given === "string" ? given.length : entries.reduce((sum, each) => sum + lengthOf(each), 0);
    this.#length.add((name?.length ?? 0) + length);
    return entries;
  }

  #find({ id, index, name }: Label): ChatCall | undefined {
    const last = this.#calls.at(-1);
    const indexed = index === undefined ? last : this.#byIndex.get(index);
    const known = id === undefined ? undefined : this.#byId.get(id);
    if (known !== undefined) {
      const call = indexed !== undefined && indexed.givenId === id ? indexed : known;
      return this.#isAnother(call, { id, index, name }) ? undefined : call;
    }
    const candidate = indexed ?? (id === undefined && name === undefined ? last : undefined);
    if (candidate === undefined) return undefined;
    if (id !== undefined) return this.#adopt(candidate, id, name);
    if (name === undefined) return candidate;
    const isNamedTwice =
      candidate.lastChunk === this.#chunk || (index === undefined && candidate.name !== "");
    if (isNamedTwice && !(index === undefined && this.#continues(candidate, name))) return undefined;
    return candidate.isWhole || (!candidate.isFresh && candidate.name !== name) ? undefined : candidate;
  }

  /** Whether a known id comes with another call: servers reuse ids, too. */
  #isAnother(known: ChatCall, { index, name }: Label): boolean {
    if (name === undefined || known.name === "") return false;
    const isRenamed = known.name !== name;
    if (index === undefined) return isRenamed && known.isWhole;
    return this.#byIndex.get(index) !== known && (isRenamed || known.isWhole);
  }

  /** A call whose first entry had no id may get it with a later one. */
  #adopt(candidate: ChatCall, id: string, name: string | undefined): ChatCall | undefined {
    if (candidate.givenId !== undefined || candidate.isWhole || candidate.lastChunk === this.#chunk)
      return undefined;
    if (name !== undefined && !candidate.isFresh) return undefined;
    candidate.givenId = id;
    this.#byId.set(id, candidate);
    return candidate;
  }

  /** Without index and id, a name that is repeated while the arguments arrive belongs to the same call. */
  #continues(candidate: ChatCall, name: string): boolean {
    return candidate.lastChunk !== this.#chunk && candidate.name === name && !candidate.isWhole;
  }

  #create(id: string | undefined): ChatCall {
    this.#length.add(CALL_LENGTH);
    const isFree = id !== undefined && !this.#byId.has(id);
    const call = new ChatCall(this.#calls.length, isFree ? id : this.#newId(), {
      givenId: id,
      isCoalescing: this.#isOpenRouter,
    });
    if (isFree) this.#byId.set(id, call);
    this.#calls.push(call);
    this.#open.add(call);
    return call;
  }
}

/** Whether an entry holds no piece of arguments. */
function isNothing(given: unknown): boolean {
  return given === undefined || given === null || given === "";
}

function lengthOf(entry: JsonObject): number {
  const text = toObject(entry.function)?.arguments;
  return typeof text === "string" ? text.length : 0;
}
