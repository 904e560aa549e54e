import type { Answer, Dialect } from "./dialect.ts";

/** Answers of which one is read as a whole; of the others only the length and the id are looked at. */
const SAMPLED = 64;

/** Reads answers that are all alike but for their ids of six digits, at the cost of a look at the id. */
export class AnswerReader {
  readonly #dialect: Dialect;
  readonly #check: (result: unknown) => boolean;
  #length = -1;
  #idAt = 0;
  #count = 0;

  /** `check` says whether a result is the one that was asked for. */
  constructor(dialect: Dialect, check: (result: unknown) => boolean) {
    this.#dialect = dialect;
    this.#check = check;
  }

  /**
   * The id of an answer; `undefined` for what is none. Throws for an answer that is an error, or another
   * result than was asked for.
   */
  read(bytes: Buffer, start: number, end: number): number | undefined {
    this.#count += 1;
    if (end - start === this.#length && this.#count % SAMPLED !== 0) return readId(bytes, start + this.#idAt);
    const text = bytes.toString("utf8", start, end);
    const answer = this.#dialect.decodeAnswer(text);
    if (answer === undefined) return undefined;
    this.#require(answer, text);
    this.#length = end - start;
    this.#idAt = text.indexOf(String(answer.id));
    return answer.id;
  }

  #require({ result, error }: Answer, text: string): void {
    if (error !== undefined) throw new Error(`a request was refused: ${text.slice(0, 500)}`);
    if (!this.#check(result)) throw new Error(`a request got another answer: ${text.slice(0, 500)}`);
  }
}

function readId(bytes: Buffer, at: number): number {
  let id = 0;
  for (let digit = at; digit < at + 6; digit += 1) id = id * 10 + ((bytes[digit] ?? 0) - 0x30);
  return id;
}
