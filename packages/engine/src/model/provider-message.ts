const MAX_LENGTH = 240;
/**
 * What is cleaned of a longer text, in UTF-16 units; a secret that begins within the part that is kept is
 * whole in it.
 */
const MAX_READ_LENGTH = 16_384;
const REDACTED = "[redacted]";
/**
 * Shared run of characters from which on a word counts as a piece of a secret: providers echo keys with their
 * middle masked.
 */
const SECRET_RUN = 6;

/**
 * Patterns of credentials that are not ours: prefixes of providers' keys, and HTTP authorization values.
 */
const CREDENTIALS = [
  /\b(?:sk|pk|rk|or|gsk|xai|key|tok|token)[-_][\w*.-]{6,}/gi,
  /\b(?:bearer|basic)\s+[\w+/=.*-]{6,}/gi,
  /\/\/[^\s/@]+@/g,
  /\bAIza[\w-]{10,}/g,
  /\beyJ[\w-]{10,}(?:\.[\w-]+)*/g,
  /\b(?:api[_-]?key|access[_-]?token|token|key)=[^\s&"',;]{6,}/gi,
];

/**
 * A provider's own words made fit for a person to read: one line, at most 240 characters, without
 * credentials. `secrets` are the configured keys; a word that shares six or more characters in a row with one
 * of them is removed.
 */
export function cleanProviderMessage(text: string, secrets: readonly string[]): string {
  const line = text
    .slice(0, MAX_READ_LENGTH)
    .toWellFormed()
    // Marks of writing direction could make the rest of the page read otherwise.
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  const withoutKnown = line
    .split(" ")
    .map((word) => (secrets.some((secret) => sharesRun(word, secret)) ? REDACTED : word))
    .join(" ");
  const clean = CREDENTIALS.reduce((kept, pattern) => kept.replace(pattern, REDACTED), withoutKnown);
  if (clean.length <= MAX_LENGTH) return clean;
  const cut = clean.slice(0, MAX_LENGTH - 1);
  return `${(cut.isWellFormed() ? cut : cut.slice(0, -1)).trimEnd()}…`;
}

function sharesRun(word: string, secret: string): boolean {
  if (secret === "") return false;
  if (secret.length < SECRET_RUN) return word.includes(secret);
  for (let start = 0; start + SECRET_RUN <= secret.length; start++) {
    if (word.includes(secret.slice(start, start + SECRET_RUN))) return true;
  }
  return false;
}
