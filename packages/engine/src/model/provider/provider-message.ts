const MAX_LENGTH = 240;
const REDACTED = "[redacted]";
/** Shared run of characters from which on a word counts as a piece of a secret: providers echo keys with their middle masked. */
const SECRET_RUN = 6;

/** Marks of a credential that is not one of ours: prefixes that providers give their keys, and HTTP authorization values. */
const CREDENTIALS = [
  /\b(?:sk|pk|rk|or|gsk|xai|key|tok|token)[-_][\w*.-]{6,}/gi,
  /\b(?:bearer|basic)\s+[\w+/=.*-]{6,}/gi,
  /\/\/[^\s/@]+@/g,
];

/**
 * A provider's own words made fit for a person to read: one line, at most 240 characters, without credentials.
 * `secrets` are the configured keys; a word that shares six or more characters in a row with one of them is removed.
 */
export function cleanProviderMessage(text: string, secrets: readonly string[]): string {
  const line = text
    .replace(/\p{Cc}+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  const withoutKnown = line
    .split(" ")
    .map((word) => (secrets.some((secret) => sharesRun(word, secret)) ? REDACTED : word))
    .join(" ");
  const clean = CREDENTIALS.reduce((kept, pattern) => kept.replace(pattern, REDACTED), withoutKnown);
  return clean.length <= MAX_LENGTH ? clean : `${clean.slice(0, MAX_LENGTH - 1).trimEnd()}…`;
}

function sharesRun(word: string, secret: string): boolean {
  if (secret === "") return false;
  if (secret.length < SECRET_RUN) return word.includes(secret);
  for (let start = 0; start + SECRET_RUN <= secret.length; start++) {
    if (word.includes(secret.slice(start, start + SECRET_RUN))) return true;
  }
  return false;
}
