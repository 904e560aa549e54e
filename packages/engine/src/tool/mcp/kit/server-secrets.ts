import { cleanProviderMessage } from "../../../model/provider-message.ts";
import { mapTexts } from "../wire/tame-json.ts";
import type { ActiveServerConfig } from "./mcp-config.ts";

const REDACTED = "[redacted]";
/** A shorter value is only looked for as a word of its own: `1` is in every other number. */
const MIN_LENGTH = 6;

/** Names of variables that hold credentials. */
const CREDENTIAL_NAME = /key|token|secret|pass|auth|credential|cookie|signature/i;
/** A shorter word of a credential may be in a result for many other reasons. */
const MIN_CREDENTIAL_LENGTH = 8;

/**
 * The values of a server's configuration that no text about the server may hold: those of `env`, `headers`
 * and the address's query, and arguments that are credentials by the name before them.
 */
export function secretsOf(config: ActiveServerConfig): readonly string[] {
  return spellings(settingsOf(config).map(({ value }) => value));
}

/**
 * Those of them that no result of the server's tools may hold either, wherever it has them from: what is a
 * credential by its name. The other ones, folders and addresses for example, are what its results are about.
 */
export function credentialsOf(config: ActiveServerConfig): readonly string[] {
  const credentials = settingsOf(config).filter(({ name }) => CREDENTIAL_NAME.test(name));
  return spellings(credentials.map(({ value }) => value)).filter(
    ({ length }) => length >= MIN_CREDENTIAL_LENGTH,
  );
}

/** Variables that say where this program runs. */
const PLAIN_VARIABLES = new Set(["HOME", "USER", "LOGNAME", "PWD", "PATH", "SHELL", "LANG", "TMPDIR"]);

interface Setting {
  readonly name: string;
  readonly value: string;
}

function settingsOf(config: ActiveServerConfig): readonly Setting[] {
  const pairs =
    config.kind === "stdio"
      ? [...Object.entries(config.env), ...credentialArguments(config.args)]
      : [...Object.entries(config.headers), ...new URL(config.url).searchParams];
  const variables = Object.entries(config.variables ?? {}).filter(([name]) => !PLAIN_VARIABLES.has(name));
  return [...pairs, ...variables].map(([name, value]) => ({ name, value }));
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

/**
 * A JSON value that came from a server, without the secrets in any of its texts, names of members included.
 */
export function redactValue(value: unknown, secrets: readonly string[]): unknown {
  return secrets.length === 0 ? value : mapTexts(value, (text) => redactSecrets(text, secrets));
}

/**
 * Sanitizes a text from a server for a status: one line of at most 240 characters, without the secrets and
 * without anything that looks like another credential.
 */
export function cleanServerText(text: string, secrets: readonly string[]): string {
  return cleanProviderMessage(redactSecrets(text, secrets), []);
}
