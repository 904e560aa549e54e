import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** The prefix of every API key, which distinguishes it from a JWT and lets scanners for secrets find it. */
export const API_KEY_PREFIX = "aiw_";

const ID_BYTES = 8;
const SECRET_BYTES = 32;

/** 32 bytes are 43 characters of base64url. */
const FORM = /^aiw_([0-9a-f]{16})_[A-Za-z0-9_-]{43}$/;

/** A key that was just made: the only time that its text is known. */
export interface NewApiKey {
  readonly id: string;
  /** What its owner presents. */
  readonly text: string;
  /** What is stored of it. */
  readonly hash: string;
}

/** Makes a key, `aiw_<id>_<secret>`. */
export function createApiKey(random: (bytes: number) => Buffer = randomBytes): NewApiKey {
  const id = random(ID_BYTES).toString("hex");
  const text = `${API_KEY_PREFIX}${id}_${random(SECRET_BYTES).toString("base64url")}`;
  return { id, text, hash: hashApiKey(text) };
}

/** The id that a key names; undefined for a text that is no key. */
export function apiKeyIdOf(text: string): string | undefined {
  return FORM.exec(text)?.[1];
}

/**
 * The stored form of a key. A plain SHA-256 is enough: the secret has 256 random bits, which cannot be
 * guessed however fast the hash is, so that a salt and a slow hash, which protect what people think up, would
 * only make every request slow.
 */
export function hashApiKey(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

/** Whether a key is the one of which that is stored; takes the same time wherever they differ. */
export function matchesApiKey(text: string, hash: string): boolean {
  const [given, stored] = [Buffer.from(hashApiKey(text)), Buffer.from(hash)];
  return given.length === stored.length && timingSafeEqual(given, stored);
}
