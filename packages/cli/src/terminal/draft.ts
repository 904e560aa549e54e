import { graphemesOf } from "./wrap-rows.ts";

/** A text that is being typed, with a cursor. Its unit is the grapheme; a line end is one. */
export class Draft {
  #graphemes: readonly string[] = [];
  #cursor = 0;
  /** What was deleted last by a word or a line, for Ctrl-Y. */
  #killed = "";

  get text(): string {
    return this.#graphemes.join("");
  }

  get isEmpty(): boolean {
    return this.#graphemes.length === 0;
  }

  get graphemes(): readonly string[] {
    return this.#graphemes;
  }

  /** Number of graphemes before the cursor. */
  get cursor(): number {
    return this.#cursor;
  }

  /** Replaces the text; the cursor is at its end. */
  set(text: string): void {
    this.#graphemes = graphemesOf(text);
    this.#cursor = this.#graphemes.length;
  }

  /** Inserts text at the cursor. A combining character joins what is before it. */
  insert(text: string): void {
    const kept = this.#graphemes.slice(0, Math.max(0, this.#cursor - 1));
    const last = this.#graphemes[this.#cursor - 1] ?? "";
    // A line end joins nothing: CRLF would be one grapheme.
    const inserted = last === "\n" ? [last, ...graphemesOf(text)] : graphemesOf(last + text);
    const before = kept.concat(inserted);
    this.#graphemes = before.concat(this.#graphemes.slice(this.#cursor));
    this.#cursor = before.length;
  }

  /** Moves the cursor by so many graphemes. */
  move(distance: number): void {
    this.#cursor = this.#bounded(this.#cursor + distance);
  }

  moveToLineStart(): void {
    this.#cursor = this.#lineStart();
  }

  moveToLineEnd(): void {
    this.#cursor = this.#lineEnd();
  }

  /** Moves to the beginning of a word (-1) or behind its end (1). */
  moveByWord(direction: -1 | 1): void {
    this.#cursor = this.#wordEdge(direction);
  }

  /** Moves to the line above (-1) or below (1). Returns whether there is one. */
  moveByLine(direction: -1 | 1): boolean {
    const column = this.#cursor - this.#lineStart();
    const edge = direction < 0 ? this.#lineStart() - 1 : this.#lineEnd() + 1;
    if (edge < 0 || edge > this.#graphemes.length) return false;
    this.#cursor = edge;
    if (direction < 0) this.#cursor = this.#lineStart();
    this.#cursor = Math.min(this.#cursor + column, this.#lineEnd());
    return true;
  }

  /** Deletes graphemes: before the cursor where the number is negative, else behind it. */
  delete(distance: number): void {
    this.#remove(this.#bounded(this.#cursor + distance));
  }

  deleteWord(direction: -1 | 1): void {
    this.#killed = this.#remove(this.#wordEdge(direction));
  }

  deleteToLineStart(): void {
    this.#killed = this.#remove(this.#lineStart());
  }

  deleteToLineEnd(): void {
    this.#killed = this.#remove(this.#lineEnd());
  }

  /** Inserts what was deleted last by a word or a line. */
  yank(): void {
    this.insert(this.#killed);
  }

  #remove(other: number): string {
    const [from, to] = [Math.min(this.#cursor, other), Math.max(this.#cursor, other)];
    const removed = this.#graphemes.slice(from, to).join("");
    this.#graphemes = [...this.#graphemes.slice(0, from), ...this.#graphemes.slice(to)];
    this.#cursor = from;
    return removed;
  }

  #lineStart(): number {
    return this.#graphemes.slice(0, this.#cursor).lastIndexOf("\n") + 1;
  }

  #lineEnd(): number {
    const end = this.#graphemes.indexOf("\n", this.#cursor);
    return end < 0 ? this.#graphemes.length : end;
  }

  #wordEdge(direction: -1 | 1): number {
    const isWordAt = (index: number): boolean =>
      /[\p{L}\p{N}_]/u.test(this.#graphemes[direction < 0 ? index - 1 : index] ?? "");
    const isInside = (index: number): boolean => (direction < 0 ? index > 0 : index < this.#graphemes.length);
    let index = this.#cursor;
    while (isInside(index) && !isWordAt(index)) index += direction;
    while (isInside(index) && isWordAt(index)) index += direction;
    return index;
  }

  #bounded(index: number): number {
    return Math.max(0, Math.min(this.#graphemes.length, index));
  }
}
