/** A word of a command, quotes removed. */
export interface CommandWord {
  readonly text: string;
  /** Whether it was written without quotes and escapes. */
  readonly isPlain: boolean;
}

/** One simple command: a program and its arguments. */
export type CommandPart = readonly CommandWord[];

/** Words that begin a compound form of a shell's grammar, or negate. */
const RESERVED = new Set(
  "if then else elif fi do done case esac while until for select in function time coproc ! { } [[ ]]".split(
    " ",
  ),
);

/** Hidden characters, and white space that one shell splits at and another does not. */
const ODD_SPACE = /(?![ \t\n])[\p{Z}\p{C}]/u;
/** Redirections that write no file and read none: to another stream, or to nowhere. */
const HARMLESS_REDIRECTION = /^(?:[12]?>&[12]|[12]?>>?[ \t]*\/dev\/null)(?=[ \t\n;&|]|$)/;
/** Between two commands; a single `&` runs the first one in the background. */
const SEPARATOR = /^(?:&&|\|\||[;\n]|&(?!>)|\|(?!&))/;
const PLAIN = /^[^\s"'\\;&|$`*?[\]{}()~#!<>]+/u;

/**
 * Splits a command of a POSIX shell into its simple commands. Conservative: `undefined` for everything whose
 * meaning depends on more than its literal words, such as expansions, substitutions, globs, assignments,
 * redirections to files, here-documents, functions and compound forms, and for whatever different shells read
 * differently.
 */
export function splitCommand(command: string): readonly CommandPart[] | undefined {
  return ODD_SPACE.test(command) ? undefined : new Splitter(command).split();
}

class Splitter {
  #rest: string;
  readonly #parts: CommandPart[] = [];
  #words: CommandWord[] = [];
  /** Whether the last separator joins what follows, as `&&` does. */
  #needsMore = false;

  constructor(command: string) {
    this.#rest = command;
  }

  split(): readonly CommandPart[] | undefined {
    while (true) {
      this.#take(/^[ \t]+/);
      if (this.#rest === "") break;
      const separator = this.#take(SEPARATOR);
      const isUnderstood = separator === undefined ? this.#readWord() : this.#endPart(separator);
      if (!isUnderstood) return undefined;
    }
    const isComplete = this.#words.length > 0 || !this.#needsMore;
    if (!isComplete || (this.#words.length > 0 && !this.#endPart(";"))) return undefined;
    return this.#parts.length === 0 ? undefined : this.#parts;
  }

  #endPart(separator: string): boolean {
    const [first] = this.#words;
    if (first === undefined) return separator === "\n";
    if (RESERVED.has(first.text) || first.text.includes("=")) return false;
    this.#parts.push(this.#words);
    this.#words = [];
    this.#needsMore = separator === "&&" || separator.startsWith("|");
    return true;
  }

  /** Reads a word or a harmless redirection; false for anything else. */
  #readWord(): boolean {
    if (this.#words.length > 0 && this.#take(HARMLESS_REDIRECTION) !== undefined) return true;
    const lengthBefore = this.#rest.length;
    let text = "";
    let isPlain = true;
    while (this.#rest !== "" && !/^[ \t\n;&|]/.test(this.#rest)) {
      const plain = this.#take(PLAIN);
      const piece = plain ?? this.#readQuoted();
      if (piece === undefined) return false;
      text += piece;
      isPlain &&= plain !== undefined;
    }
    if (this.#rest.length === lengthBefore) return false;
    this.#words.push({ text, isPlain });
    return true;
  }

  #readQuoted(): string | undefined {
    const single = this.#take(/^'[^']*'/);
    if (single !== undefined) return single.slice(1, -1);
    const double = this.#take(/^"(?:[^"\\$`]|\\[^\n])*"/);
    if (double !== undefined) return double.slice(1, -1).replaceAll(/\\([$`"\\])/g, "$1");
    return this.#take(/^\\[^\n]/)?.slice(1);
  }

  #take(pattern: RegExp): string | undefined {
    const found = pattern.exec(this.#rest)?.[0];
    if (found !== undefined) this.#rest = this.#rest.slice(found.length);
    return found;
  }
}
