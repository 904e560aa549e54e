import { cleanProviderMessage } from "../../model/provider/provider-message.ts";
import type { ActiveServerConfig } from "./mcp-config.ts";

const REDACTED = "[redacted]";
/** A shorter value is only looked for as a word of its own: `1` is in every other number. */
const MIN_LENGTH = 6;

/** The values of a server's configuration that no text about the server may hold: those of `env`, `headers` and the address's query. */
export function secretsOf(config: ActiveServerConfig): readonly string[] {
  const values =
    config.kind === "stdio"
      ? Object.values(config.env)
      : [...Object.values(config.headers), ...new URL(config.url).searchParams.values()];
  const words = values.flatMap((value) => [value, ...value.split(/\s+/)]);
  const encoded = words.map((word) => encodeURIComponent(word.toWellFormed()));
  const found = new Set([...words, ...encoded].filter((word) => word !== ""));
  return [...found].sort((a, b) => b.length - a.length);
}

/** A text that came from a server, without the secrets. */
export function redactSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((kept, secret) => {
    if (secret.length >= MIN_LENGTH) return kept.replaceAll(secret, REDACTED);
    const literal = secret.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return kept.replace(new RegExp(`(?<!\\w)${literal}(?!\\w)`, "g"), REDACTED);
  }, text);
}

/** The same made fit for a status: one line of at most 240 characters, also without what looks like a credential of somebody else. */
export function cleanServerText(text: string, secrets: readonly string[]): string {
  return cleanProviderMessage(redactSecrets(text, secrets), []);
}
