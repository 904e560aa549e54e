import { readFile, realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { revealHidden } from "@aiwhisperer/protocol";
import { showValue } from "../config/config-rows.ts";
import type { ConfigEntry } from "../config/config-source.ts";
import { describeFallback } from "../config/describe-option.ts";
import { type OptionName, optionOf } from "../config/option-table.ts";
import type { FolderConfig } from "../config/resolve-config.ts";
import { folderFilesOf, withModules } from "./folder-files.ts";
import { sha256Of, sha256OfFile, type TrustSubject, visibleLine } from "./trust-subject.ts";

/** Longest text of a file that is shown before a person decides. */
const MAX_SHOWN_LENGTH = 16_384;

/** Whether a file sets, with effect, an option of these that needs a confirmation. */
export function needsTrust({ inForce }: FolderConfig, used: readonly OptionName[]): boolean {
  return inForce.some((name) => used.includes(name) && optionOf(name).isHarmless !== true);
}

/**
 * The configuration file of a working folder as something to confirm. Its hash covers the file, every file
 * that an option of it names, such as a plug-in, every file of the folder that a file of MCP servers names,
 * and the modules that these load by a relative name.
 */
export async function configSubject(config: FolderConfig): Promise<TrustSubject> {
  const hashes: (readonly [path: string, hash: string])[] = [];
  for (const path of await coveredFiles(config)) hashes.push([path, await sha256OfFile(path)]);
  return {
    title: "The configuration of this folder",
    path: await realFilePath(config.path),
    sha256: sha256Of(JSON.stringify([config.text, hashes])),
    effects: config.entries.map(describeEntry),
    details: await describeMcpFiles(config.entries),
  };
}

/**
 * The real path of the folder with the file's own name: a link to a file that was confirmed elsewhere is
 * another file here.
 */
export async function realFilePath(path: string): Promise<string> {
  return join(await realpath(dirname(path)), basename(path));
}

/**
 * The files that options name, those of the folder that a file of MCP servers names in turn, and the modules
 * beside them that they load.
 */
async function coveredFiles({ path, entries }: FolderConfig): Promise<readonly string[]> {
  const named = entries.flatMap(filesOf);
  // Nothing is read from what is no file: that rejects here.
  for (const file of named) await sha256OfFile(file);
  const ofServers = entries.filter(({ name }) => name === "mcpConfig").flatMap(filesOf);
  const programs = entries.filter(({ name }) => name === "plugin").flatMap(filesOf);
  for (const file of ofServers) programs.push(...(await folderFilesOf(file, dirname(path))));
  return [...named, ...(await withModules(programs, dirname(path)))];
}

function filesOf({ name, parsed }: ConfigEntry): readonly string[] {
  const { type } = optionOf(name).kind;
  if ((type !== "file" && type !== "files") || !("value" in parsed)) return [];
  return [parsed.value ?? []].flat().map(String);
}

function describeEntry({ name, parsed }: ConfigEntry): string {
  const option = optionOf(name);
  const value = "value" in parsed ? showValue(option, parsed.value) : "";
  return `${name}: ${visibleLine(value)}  (default: ${describeFallback(name)})`;
}

/** The files have been hashed before: each is a file, or missing. */
async function describeMcpFiles(entries: readonly ConfigEntry[]): Promise<readonly string[]> {
  const files = entries.filter(({ name }) => name === "mcpConfig").flatMap(filesOf);
  return Promise.all(files.map(describeFile));
}

async function describeFile(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch(() => "");
  const shown = visibleLine(path);
  if (text.length > MAX_SHOWN_LENGTH) return `${shown} is too long to be shown here. Read it first.`;
  return `${shown} starts or connects to:\n${revealHidden(text).trimEnd()}`;
}
