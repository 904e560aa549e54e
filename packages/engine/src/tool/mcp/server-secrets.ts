import { boundDepth } from "../../json/bound-depth.ts";
import { cleanProviderMessage } from "../../model/provider/provider-message.ts";
import type { ActiveServerConfig } from "./mcp-config.ts";

const REDACTED = "[redacted]";
/** A shorter value is only looked for as a word of its own: `1` is in every other number. */
const MIN_LENGTH = 6;

/** Names under which credentials stand. */
const CREDENTIAL_NAME = /key|token|secret|pass|auth|credential|cookie|signature/i;
/** A shorter word of a credential may be in a result for many other reasons. */
const MIN_CREDENTIAL_LENGTH = 8;

/**
 * The values of a server's configuration that no text about the server may hold: those of `env`, `headers` and the address's query, and arguments that
 * are credentials by the name before them.
 */
export function secretsOf(config: ActiveServerConfig): readonly string[] {
  return spellings(settingsOf(config).map(({ value }) => value));
}

/**
 * Those of them that no result of the server's tools may hold either, wherever it has them from: what is a credential by its name. The other ones, folders and
 * addresses for example, are what its results are about.
 */
export function credentialsOf(config: ActiveServerConfig): readonly string[] {
  const credentials = settingsOf(config).filter(({ name }) => CREDENTIAL_NAME.test(name));
  return spellings(credentials.map(({ value }) => value)).filter(
    ({ length }) => length >= MIN_CREDENTIAL_LENGTH,
  );
}

interface Setting {
  readonly name: string;
  readonly value: string;
}

function settingsOf(config: ActiveServerConfig): readonly Setting[] {
  const pairs =
    config.kind === "stdio"
      ? [...Object.entries(config.env), ...credentialArguments(config.args)]
      : [...Object.entries(config.headers), ...new URL(config.url).searchParams];
  return pairs.map(([name, value]) => ({ name, value }));
}

/** `--api-key X`, `--api-key=X` and `API_KEY=X`, each with its name. */
function credentialArguments(args: readonly string[]): readonly (readonly [string, string])[] {
  return args.flatMap((arg, index): (readonly [string, string])[] => {
    const [, name = "", value] = /^-{0,2}([\w.-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (!CREDENTIAL_NAME.test(name)) return [];
    const given = value ?? (arg.startsWith("-") ? args[index + 1] : undefined);
    return given === undefined ? [] : [[name, given]];
  });
}

/** Values, their words, and both as addresses and JSON texts have them; the longest first. */
function spellings(values: readonly string[]): readonly string[] {
  const words = values.flatMap((value) => [value, ...value.split(/\s+/)]);
  const encoded = words.flatMap((word) => [
    encodeURIComponent(word.toWellFormed()),
    JSON.stringify(word).slice(1, -1),
  ]);
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

/** Levels of a result that are looked into; the engine keeps no more. */
const MAX_DEPTH = 512;

/** A JSON value that came from a server, without the secrets in any of its texts, and cut where it is nested too deep to be looked into. */
export function redactValue(value: unknown, secrets: readonly string[]): unknown {
  const bounded = boundDepth(value, MAX_DEPTH);
  return secrets.length === 0 ? bounded : redact(bounded, secrets);
}

function redact(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === "string") return redactSecrets(value, secrets);
  if (Array.isArray(value)) return value.map((item) => redact(item, secrets));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, redact(item, secrets)]));
}

/** A text that came from a server made fit for a status: without the secrets, one line of at most 240 characters, also without what looks like a credential of somebody else. */
export function cleanServerText(text: string, secrets: readonly string[]): string {
  return cleanProviderMessage(redactSecrets(text, secrets), []);
}
