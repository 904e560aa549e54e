/**
 * The arguments of a call as they arrive: they may be repeated, or begin with an empty object in the place of the real ones. Only what is
 * certain to be part of the arguments is passed on.
 */
export class CallText {
  #text = "";
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #isWhole = false;

  /** Whether a whole JSON object or list has come. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  get isBlank(): boolean {
    return this.#text.trim() === "";
  }

  /** Whether nothing but an empty object has come, which the real arguments may follow. */
  get isPlaceholder(): boolean {
    return /^\s*\{\s*\}\s*$/.test(this.#text);
  }

  /** Adds a piece; gives the text that the call has grown by. */
  add(piece: string): string {
    if (this.#isWhole && (piece.trim() === "" || piece.trim() === this.#text.trim())) return "";
    this.#text += piece;
    this.#scan(piece);
    return piece;
  }

  /** Forgets what has come, which was no part of the arguments. */
  clear(): void {
    this.#text = "";
    this.#isWhole = false;
  }

  #scan(piece: string): void {
    for (let at = 0; at < piece.length; at += 1) {
      const char = piece[at];
      if (this.#isInString) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (char === "\\") this.#isEscaped = true;
        else if (char === '"') this.#isInString = false;
      } else if (char === '"') this.#isInString = true;
      else if (char === "{" || char === "[") this.#depth += 1;
      else if ((char === "}" || char === "]") && this.#depth > 0) {
        this.#depth -= 1;
        if (this.#depth === 0) this.#isWhole = true;
      }
    }
  }
}
