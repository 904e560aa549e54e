const MAX_PLACEHOLDER = 16;

/**
 * The arguments of a call as they arrive: they may be repeated, or begin with an empty object in the place of
 * the real ones. Only what is certain to be part of the arguments is passed on.
 */
export class CallText {
  #text = "";
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #isWhole = false;
  #isBlank = true;

  /** How much has come. */
  get length(): number {
    return this.#text.length;
  }

  /** Whether a whole JSON object or list has come. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  get isBlank(): boolean {
    return this.#isBlank;
  }

  /** Whether nothing but an empty object has come, which the real arguments may follow. */
  get isPlaceholder(): boolean {
    return this.#text.length <= MAX_PLACEHOLDER && /^\s*\{\s*\}\s*$/.test(this.#text);
  }

  /** Adds a piece. Returns the text that it appends to the call. */
  add(piece: string): string {
    if (this.#isWhole && this.#isRepeated(piece)) return "";
    this.#text += piece;
    this.#isBlank &&= piece.trim() === "";
    this.#scan(piece);
    return piece;
  }

  /** Forgets what has come, which was no part of the arguments. */
  clear(): void {
    this.#text = "";
    this.#isWhole = false;
    this.#isBlank = true;
  }

  /**
   * The text is looked at as a whole only for a piece of about its length: looking at it for every piece
   * would take too long.
   */
  #isRepeated(piece: string): boolean {
    if (piece.trim() === "") return true;
    return piece.length * 2 >= this.#text.length && piece.trim() === this.#text.trim();
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
