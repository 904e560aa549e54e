import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { parseEnv } from "node:util";
import type { SandboxWish } from "../kit/mcp-config.ts";
import { isFields } from "../wire/json-fields.ts";
import type { EntryReader } from "./entry-reader.ts";
import { expandHome } from "./expand-variables.ts";

/** What a process is started with. */
export interface StdioFields {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly sandbox?: SandboxWish;
}

/** Size of a file of variables that is read. */
const MAX_ENV_FILE_LENGTH = 1_048_576;

/** Reads how a server's process is started. What is wrong is in the reader. */
export function readStdioServer(reader: EntryReader): StdioFields {
  const [command = "", ...first] = readCommand(reader);
  const args = [...first, ...readArgs(reader)].map((arg) => expandHome(arg, reader.places));
  const own = reader.texts("env", "environment");
  const cwd = reader.path("cwd", "workingDirectory", "working_directory");
  const env = { ...readEnvFile(reader, cwd), ...own };
  // Node's own error would quote the value.
  if (Object.entries(env).flat().some(hasNul))
    reader.refuse("env", "has a NUL character in a name or a value");
  return {
    command: expandHome(command, reader.places),
    args,
    env,
    ...(cwd === undefined ? {} : { cwd }),
    ...readSandbox(reader),
  };
}

/** `true`, or an object that can allow the network. What is neither does not run unconfined by mistake. */
function readSandbox(reader: EntryReader): { readonly sandbox?: SandboxWish } {
  const found = reader.take("sandbox");
  if (found === undefined || found.value === false) return {};
  if (found.value === true) return { sandbox: { network: false } };
  if (!isFields(found.value)) {
    reader.refuse("sandbox", 'must be true, false or {"network": true}');
    return {};
  }
  const { network = false, ...others } = found.value;
  for (const name of Object.keys(others)) reader.warn(`sandbox.${name}`, "has no effect");
  if (typeof network !== "boolean") reader.refuse("sandbox.network", "must be true or false");
  return { sandbox: { network: network === true } };
}

/** The command with the arguments that it has inside: a list, an object as Zed had it, or a command line. */
function readCommand(reader: EntryReader): readonly string[] {
  const found = reader.take("command");
  const value = found?.value;
  if (Array.isArray(value)) return toWords(reader, value);
  if (isFields(value)) return readNestedCommand(reader, value);
  const text = reader.toText("command", value);
  if (text === undefined) return [];
  if (text.trim() === "") reader.refuse("command", "must be a text that is not empty");
  const words = splitWords(text);
  const isLine = words.length > 1 && !existsSync(expandHome(text, reader.places));
  return isLine ? words : [text];
}

function toWords(reader: EntryReader, list: readonly unknown[]): readonly string[] {
  if (list.length === 0) reader.refuse("command", "must not be empty");
  return list.flatMap((word, index) => reader.toText(`command[${index}]`, word, "keep") ?? []);
}

function readNestedCommand(reader: EntryReader, value: Readonly<Record<string, unknown>>): readonly string[] {
  const { path, command, args } = value;
  const words = toWords(reader, [path ?? command, ...(Array.isArray(args) ? args : [])]);
  if (isFields(value.env)) reader.warn("command.env", "has no effect; use env beside command");
  return words;
}

function hasNul(text: string): boolean {
  return text.includes("\0");
}

function readArgs(reader: EntryReader): readonly string[] {
  const found = reader.take("args", "arguments");
  if (found === undefined) return [];
  if (typeof found.value === "string")
    return splitWords(reader.toText(found.name, found.value, "keep") ?? "");
  if (!Array.isArray(found.value)) {
    reader.refuse(found.name, "must be a list of texts");
    return [];
  }
  const args: readonly unknown[] = found.value;
  return args.flatMap((arg, index) => {
    if (arg === null) return [];
    return reader.toText(`${found.name}[${index}]`, arg, "keep") ?? [];
  });
}

function readEnvFile(reader: EntryReader, cwd: string | undefined): Readonly<Record<string, string>> {
  const file = reader.path("envFile", "env_file");
  if (file === undefined) return {};
  const path = isAbsolute(file) ? file : join(cwd ?? reader.places.workspace, file);
  try {
    const text = readFileSync(path, "utf8").replace(/^\ufeff/, "");
    if (text.length <= MAX_ENV_FILE_LENGTH) return { ...parseEnv(text) } as Readonly<Record<string, string>>;
    reader.refuse("envFile", `the file has more than ${MAX_ENV_FILE_LENGTH} characters`);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    reader.refuse("envFile", `the file cannot be read${code}`);
  }
  return {};
}

/** The words of a command line: parts between spaces, with quotes around those that have some. */
export function splitWords(line: string): readonly string[] {
  const words = line.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g) ?? [];
  return words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, "$1$2"));
}
