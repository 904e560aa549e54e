import { resolve } from "node:path";
import { describeAllowed, type OptionKind, type OptionValue, type TextForm } from "./option-kind.ts";

/** A value fit for use, or what is wrong with the one that was given. */
export type ParsedOption = { readonly value: OptionValue } | { readonly fault: string };

type ListKind = Extract<OptionKind, { type: "list" | "files" }>;

/** Where a relative path counts from. */
export interface PathBase {
  readonly folder: string;
}

/** Reads an option's value from the text of a flag or a variable. A list is given as its texts. */
export function parseOptionText(kind: OptionKind, text: string, base: PathBase): ParsedOption {
  switch (kind.type) {
    case "integer":
      return /^\d{1,16}$/.test(text) && isInRange(kind, Number(text))
        ? { value: Number(text) }
        : refuse(text, kind);
    case "switch":
      return text === "true" || text === "false" ? { value: text === "true" } : refuse(text, kind);
    case "list":
    case "files":
      return parseListed(kind, splitList(text), base);
    case "choice":
      return kind.choices.includes(text) ? { value: text } : refuse(text, kind);
    case "text":
    case "optional-text":
      return parseText(kind, kind.form, text);
    case "folder":
    case "file":
      return parsePath(kind, text, base);
  }
}

/**
 * Reads an option's value from the configuration file, or its default: only that is ever undefined, as no
 * file has it.
 */
export function parseOptionJson(kind: OptionKind, json: unknown, base: PathBase): ParsedOption {
  switch (kind.type) {
    case "integer":
      return typeof json === "number" && isInRange(kind, json) ? { value: json } : refuse(json, kind);
    case "switch":
      return typeof json === "boolean" ? { value: json } : refuse(json, kind);
    case "list":
    case "files":
      if (!isTextList(json)) return { fault: `${quote(json)} is not a list of texts` };
      return parseListed(kind, json, base);
    case "file":
      return json === undefined ? { value: undefined } : parsePath(kind, json, base);
    case "optional-text":
      if (json === undefined) return { value: undefined };
      return typeof json === "string" ? parseOptionText(kind, json, base) : refuse(json, kind);
    default:
      return typeof json === "string" ? parseOptionText(kind, json, base) : refuse(json, kind);
  }
}

/** Reads a list from its entries, each of which must be allowed. */
export function parseListed(kind: ListKind, texts: readonly string[], base: PathBase): ParsedOption {
  const items: string[] = [];
  for (const text of texts) {
    const item = parseItem(kind, text, base);
    if (item === undefined) return refuse(text, kind);
    items.push(item);
  }
  return { value: items };
}

function parsePath(kind: OptionKind, path: unknown, { folder }: PathBase): ParsedOption {
  return typeof path === "string" && path !== "" ? { value: resolve(folder, path) } : refuse(path, kind);
}

function parseItem(kind: ListKind, text: string, { folder }: PathBase): string | undefined {
  if (kind.type === "list") return kind.form.parse(text);
  return text === "" ? undefined : resolve(folder, text);
}

function splitList(text: string): readonly string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function isInRange({ min, max }: Extract<OptionKind, { type: "integer" }>, value: number): boolean {
  return Number.isSafeInteger(value) && value >= min && value <= max;
}

function parseText(kind: OptionKind, form: TextForm, text: string): ParsedOption {
  const value = text === "" ? undefined : form.parse(text);
  return value === undefined ? refuse(text, kind) : { value };
}

function refuse(given: unknown, kind: OptionKind): ParsedOption {
  return { fault: `${quote(given)} is not ${describeAllowed(kind)}` };
}

function isTextList(json: unknown): json is readonly string[] {
  return Array.isArray(json) && json.every((item) => typeof item === "string");
}

/**
 * A mistaken value may be long, or a key that went to the wrong place: a piece of it is enough to find it.
 */
function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
