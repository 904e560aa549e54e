import { resolve } from "node:path";
import { describeAllowed, type OptionKind, type OptionValue, type TextForm } from "./option-kind.ts";

/** A value fit for use, or what is wrong with the one that was given. */
export type ParsedOption = { readonly value: OptionValue } | { readonly fault: string };

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
      return parseList(
        kind,
        text
          .split(",")
          .map((item) => item.trim())
          .filter((item) => item !== ""),
      );
    case "choice":
      return kind.choices.includes(text) ? { value: text } : refuse(text, kind);
    case "text":
      return parseText(kind, kind.form, text);
    case "folder":
      return text === "" ? refuse(text, kind) : { value: resolve(base.folder, text) };
  }
}

/** Reads an option's value from the configuration file. */
export function parseOptionJson(kind: OptionKind, json: unknown, base: PathBase): ParsedOption {
  switch (kind.type) {
    case "integer":
      return typeof json === "number" && isInRange(kind, json) ? { value: json } : refuse(json, kind);
    case "switch":
      return typeof json === "boolean" ? { value: json } : refuse(json, kind);
    case "list":
      if (!isTextList(json)) return { fault: `${quote(json)} is not a list of texts` };
      return parseList(kind, json);
    default:
      return typeof json === "string" ? parseOptionText(kind, json, base) : refuse(json, kind);
  }
}

/** Reads a list from its entries, each of which must be allowed. */
export function parseList(
  kind: Extract<OptionKind, { type: "list" }>,
  texts: readonly string[],
): ParsedOption {
  const items: string[] = [];
  for (const text of texts) {
    const item = kind.form.parse(text);
    if (item === undefined) return refuse(text, kind);
    items.push(item);
  }
  return { value: items };
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

/** A mistaken value may be long, or a key that went to the wrong place: a piece of it is enough to find it. */
function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
