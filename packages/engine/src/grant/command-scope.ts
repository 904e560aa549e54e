import type { GrantScope } from "@aiwhisperer/protocol";
import type { ToolSubject } from "../tool/tool.ts";
import { prefixOf } from "./command-prefix.ts";
import { type CommandPart, splitCommand } from "./split-command.ts";

type CommandSubject = Extract<ToolSubject, { kind: "command" }>;

/** Prefixes that one grant can have, and their length in all: a person sees all of them. */
const MAX_PREFIXES = 10;
const MAX_PREFIX_LENGTH = 200;
/** Longer commands are not split: only the whole is granted. */
const MAX_SPLIT_LENGTH = 10_000;

/**
 * The prefixes of a command's parts, each once; `undefined` where one part has none, or the command is not
 * understood.
 */
export function prefixesOf(subject: CommandSubject): readonly string[] | undefined {
  const prefixes = partsOf(subject)?.map(prefixOf);
  if (prefixes === undefined || prefixes.includes(undefined)) return undefined;
  const distinct = [...new Set(prefixes as readonly string[])];
  const isShown = distinct.length <= MAX_PREFIXES && distinct.join("").length <= MAX_PREFIX_LENGTH;
  return isShown ? distinct : undefined;
}

/**
 * Whether scopes cover a command: one has the very same command, or each part of it is covered by one of
 * them. A part counts as granted exactly only if a prefix could have granted it: what an interpreter or a
 * wrapper runs depends on the commands around it.
 */
export function coversCommand(scopes: readonly GrantScope[], subject: CommandSubject): boolean {
  const here = scopes.filter(({ folder }) => folder === subject.folder);
  if (here.some(({ type, command }) => type === "command" && command === subject.command)) return true;
  const parts = here.length === 0 ? undefined : partsOf(subject);
  if (parts === undefined) return false;
  const prefixes = new Set(
    here.flatMap((scope) => (scope.type === "commandPrefix" ? (scope.prefixes ?? []) : [])),
  );
  const granted = new Set(
    here.flatMap(({ type, command }) => (type === "command" && command !== undefined ? oneOf(command) : [])),
  );
  return parts.every((part) => {
    const prefix = prefixOf(part);
    return prefix !== undefined && (prefixes.has(prefix) || granted.has(toKey(part)));
  });
}

function partsOf({ command, shell }: CommandSubject): readonly CommandPart[] | undefined {
  return shell === "posix" && command.length <= MAX_SPLIT_LENGTH ? splitCommand(command) : undefined;
}

/** The words of a command that is one part. */
function oneOf(command: string): readonly string[] {
  const parts = command.length <= MAX_SPLIT_LENGTH ? splitCommand(command) : undefined;
  const [part, ...more] = parts ?? [];
  return part === undefined || more.length > 0 ? [] : [toKey(part)];
}

function toKey(part: CommandPart): string {
  return JSON.stringify(part.map(({ text }) => text));
}
