/** Headers by name. */
export type ProviderHeaders = Readonly<Record<string, string>>;

/** A header's name (RFC 9110 section 5.6.2). */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** A header's value (RFC 9110 section 5.5), in ASCII. */
const VALUE = /^[\t\x20-\x7e]+$/;
/** Headers that belong to the connection or to the body. */
const RESERVED = new Set([
  ...["connection", "content-encoding", "content-length", "content-type", "expect", "host", "keep-alive"],
  ...["proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"],
]);
/** A shorter value, or part of one, is no secret. */
const MIN_SECRET_LENGTH = 8;

/**
 * Reads extra headers of a provider: one `Name: value` on each line, or a JSON object of strings. The reason
 * never contains a value. Empty lines are skipped.
 */
export function parseProviderHeaders(
  text: string,
): { readonly headers: ProviderHeaders } | { readonly reason: string } {
  const entries = text.trim().startsWith("{") ? readObject(text) : readLines(text);
  if (entries === undefined) return { reason: "is no JSON object of strings" };
  const headers: Record<string, string> = Object.create(null);
  for (const [index, [name, value]] of entries.entries()) {
    if (!NAME.test(name) || !VALUE.test(value)) {
      return { reason: `has no header of the form "Name: value" in its entry ${index + 1}` };
    }
    if (RESERVED.has(name.toLowerCase())) return { reason: `cannot set the header ${name}` };
    headers[name] = value;
  }
  return { headers };
}

/**
 * What must not be shown of headers: their values and the words of these, such as a token behind `Bearer`.
 */
export function headerSecrets(headers: ProviderHeaders): readonly string[] {
  const parts = Object.values(headers).flatMap((value) => [value, ...value.split(/[\s=,;]+/)]);
  return [...new Set(parts)].filter(({ length }) => length >= MIN_SECRET_LENGTH);
}

type Entry = readonly [name: string, value: string];

function readLines(text: string): readonly Entry[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, Math.max(colon, 0)).trim(), line.slice(colon + 1).trim()];
  });
}

function readObject(text: string): readonly Entry[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const entries = Object.entries(value);
  return entries.every((entry): entry is [string, string] => typeof entry[1] === "string")
    ? entries
    : undefined;
}
