import { type Fields, isFields } from "../wire/json-fields.ts";
import type { ConfigPlaces } from "./expand-variables.ts";
import { expandHome, expandVariables } from "./expand-variables.ts";

/** How a text's variables without a value count: as a fault of the entry, or as a part of the text. */
export type MissingVariables = "refuse" | "keep";

/** Characters of the path of a member that a message shows. */
const MAX_PATH_LENGTH = 200;

/**
 * Reads the members of one entry and collects what is wrong with it. Each member may have several names; the
 * first one that is there counts. Null is absence. No message holds a value.
 */
export class EntryReader {
  readonly problems: string[] = [];
  readonly warnings: string[] = [];
  /** Values that came from variables, by their names. */
  readonly variables: Record<string, string> = {};
  readonly places: ConfigPlaces;
  readonly #path: string;
  readonly #fields: Fields;
  readonly #read = new Set<string>();

  constructor(path: string, fields: Fields, places: ConfigPlaces) {
    this.#path = path;
    this.#fields = fields;
    this.places = places;
  }

  /** The member as it is, with the name that it has. */
  take(...names: readonly string[]): { readonly name: string; readonly value: unknown } | undefined {
    for (const name of names) this.#read.add(name);
    const name = names.find((each) => this.#fields[each] !== undefined && this.#fields[each] !== null);
    return name === undefined ? undefined : { name, value: this.#fields[name] };
  }

  has(...names: readonly string[]): boolean {
    return names.some((name) => this.#fields[name] !== undefined && this.#fields[name] !== null);
  }

  /** A reader of the members of a member. */
  inside(member: string, fields: Fields): EntryReader {
    return new EntryReader(`${this.#path}.${member}`, fields, this.places);
  }

  /** Takes what a reader of a member has found. */
  takeOver({ problems, warnings, variables }: EntryReader): void {
    this.problems.push(...problems);
    this.warnings.push(...warnings);
    Object.assign(this.variables, variables);
  }

  refuse(member: string, reason: string): void {
    this.problems.push(`${this.#pathOf(member)}: ${reason}`);
  }

  warn(member: string, reason: string): void {
    this.warnings.push(`${this.#pathOf(member)}: ${reason}`);
  }

  /** Names in a file can have any length and any characters. */
  #pathOf(member: string): string {
    const path = `${this.#path}${member === "" ? "" : `.${member}`}`.replace(/\p{Cc}/gu, "\ufffd");
    return path.length > MAX_PATH_LENGTH ? `${path.slice(0, MAX_PATH_LENGTH)}…` : path;
  }

  /** Names of members that nothing has read. */
  unread(): readonly string[] {
    return Object.keys(this.#fields).filter((name) => !this.#read.has(name));
  }

  /** A text, a number or a boolean as text, with its variables replaced. */
  toText(member: string, value: unknown, missing: MissingVariables = "refuse"): string | undefined {
    const plain = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
    if (typeof plain !== "string" || plain.includes("\0")) {
      this.refuse(member, "must be a text");
      return undefined;
    }
    const expanded = expandVariables(plain, this.places);
    Object.assign(this.variables, expanded.values);
    for (const name of expanded.missing) {
      if (missing === "keep") this.warn(member, `the variable ${name} is not set; its reference is kept`);
      else this.refuse(member, `the variable ${name} is not set`);
    }
    return expanded.text;
  }

  /** A text that is not empty. */
  text(...names: readonly string[]): string | undefined {
    const found = this.take(...names);
    if (found === undefined) return undefined;
    const text = this.toText(found.name, found.value);
    if (text?.trim() === "") this.refuse(found.name, "must be a text that is not empty");
    return text;
  }

  /** A path, with `~` for the user's own folder. */
  path(...names: readonly string[]): string | undefined {
    const text = this.text(...names);
    return text === undefined ? undefined : expandHome(text, this.places);
  }

  /** Texts by name. A value that is null is left out; a list has texts like `NAME=value`. */
  texts(...names: readonly string[]): Readonly<Record<string, string>> {
    const found = this.take(...names);
    if (found === undefined) return {};
    const pairs = pairsOf(found.value);
    if (pairs === undefined) {
      this.refuse(found.name, "must be an object of texts by name");
      return {};
    }
    const read = pairs.flatMap(([name, value]) => {
      const text = this.toText(`${found.name}.${name}`, value);
      return text === undefined ? [] : [[name, text] as const];
    });
    return Object.fromEntries(read);
  }

  /** A list of texts; one text is a list of it. */
  list(...names: readonly string[]): readonly string[] | undefined {
    const found = this.take(...names);
    if (found === undefined) return undefined;
    const values: readonly unknown[] = Array.isArray(found.value) ? found.value : [found.value];
    return values.flatMap((value, index) => this.toText(`${found.name}[${index}]`, value, "keep") ?? []);
  }
}

function pairsOf(value: unknown): readonly (readonly [string, unknown])[] | undefined {
  if (isFields(value)) return Object.entries(value).filter(([, each]) => each !== null);
  if (!Array.isArray(value)) return undefined;
  const texts = value.map((item: unknown) =>
    typeof item === "string" ? /^([^=]+)=(.*)$/s.exec(item) : null,
  );
  return texts.every((match) => match !== null)
    ? texts.map(([, name = "", text]) => [name, text])
    : undefined;
}
