import { randomBytes } from "node:crypto";

/**
 * Shortest piece of a secret that counts as the secret: providers and programs repeat keys with a part of
 * them masked.
 */
const PIECE = 10;

/** Secrets that are in place for a test, each with the place, and the search for them. */
export class PlantedSecrets {
  readonly #pieces = new Map<string, string>();
  #shortest = Number.POSITIVE_INFINITY;

  /** Makes a secret for that place. */
  plant(place: string): string {
    return this.watch(place, randomBytes(24).toString("base64url"));
  }

  /** Takes a text for a secret that came into being elsewhere. */
  watch(place: string, secret: string): string {
    for (const spelling of [secret, Buffer.from(secret).toString("base64"), encodeURIComponent(secret)]) {
      for (let start = 0; start + PIECE <= spelling.length; start += 1) {
        this.#pieces.set(spelling.slice(start, start + PIECE), place);
      }
      this.#shortest = Math.min(this.#shortest, spelling.length);
    }
    if (this.#shortest < 2 * PIECE)
      throw new Error(`the secret of ${place} is too short to be distinguished from chance`);
    return secret;
  }

  /** Places of the secrets of which the text has a piece; never the secrets. */
  findIn(text: string): readonly string[] {
    const found = new Set<string>();
    for (let start = 0; start + PIECE <= text.length; start += 1) {
      const place = this.#pieces.get(text.slice(start, start + PIECE));
      if (place !== undefined) found.add(place);
    }
    return [...found];
  }
}
