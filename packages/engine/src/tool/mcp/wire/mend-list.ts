import { type Fields, isFields } from "./json-fields.ts";

/** The lists that the MCP library reads whole or not at all, each with the member that an entry must have. */
const LISTS = { prompts: "name", resources: "uri", resourceTemplates: "uriTemplate" } as const;
const TEXTS = ["name", "uri", "uriTemplate", "title", "description", "mimeType"];

/**
 * The result of a list of prompts or resources with what can be read of each entry: members of a wrong type
 * are absent, and an entry without its name or address is left out alone. Any other result is returned as it
 * is.
 */
export function mendList(result: Fields): Fields {
  const lists = Object.entries(LISTS).flatMap(([list, key]) => {
    const entries = result[list];
    return Array.isArray(entries) ? [[list, entries.flatMap((entry) => readEntry(entry, key))] as const] : [];
  });
  if (lists.length === 0) return result;
  const { nextCursor, ...others } = result;
  const next = typeof nextCursor === "string" ? { nextCursor } : {};
  return { ...others, ...next, ...Object.fromEntries(lists) };
}

function readEntry(entry: unknown, key: string): readonly Fields[] {
  if (!isFields(entry) || typeof entry[key] !== "string") return [];
  const { name, size, arguments: args } = entry;
  const texts = TEXTS.filter((member) => typeof entry[member] === "string");
  return [
    {
      ...Object.fromEntries(texts.map((member) => [member, entry[member]])),
      name: typeof name === "string" ? name : entry[key],
      ...(Number.isFinite(size) ? { size } : {}),
      ...(Array.isArray(args) ? { arguments: args.flatMap(readArgument) } : {}),
    },
  ];
}

function readArgument(argument: unknown): readonly Fields[] {
  if (!isFields(argument) || typeof argument.name !== "string") return [];
  const { name, description, required } = argument;
  return [{ name, ...(typeof description === "string" ? { description } : {}), required: required === true }];
}
