/** Fields of a JSON object, or none. */
export type Fields = Readonly<Record<string, unknown>>;

const BLANK = /^[\s\p{White_Space}\p{Cc}]*$/u;

/** Collects what a provider documents as invalid in one request. */
export class RequestChecks {
  readonly violations: string[] = [];

  require(condition: boolean, violation: string): void {
    if (!condition) this.violations.push(violation);
  }

  /** A text that shows something. */
  requireText(value: unknown, where: string): void {
    this.require(typeof value === "string" && !BLANK.test(value), `${where}: text content is blank`);
  }

  /** Every text and key in a JSON value is well-formed Unicode. */
  requireWellFormed(value: unknown, where: string): void {
    const text = JSON.stringify(value) ?? "";
    // A lone surrogate is the one code unit that JSON.stringify writes as an escape of this form.
    this.require(!/(?<!\\)(\\\\)*\\ud[89a-f]/.test(text), `${where}: the text is no well-formed Unicode`);
  }

  /** The arguments of a call: the JSON text of an object. */
  requireArguments(text: unknown, where: string): void {
    const value = typeof text === "string" ? parse(text) : undefined;
    this.require(isObject(value), `${where}: arguments are no JSON object`);
    this.requireWellFormed(value, where);
  }

  /** A tool's schema: an object with properties, without alternatives at the top. */
  requireSchema(schema: unknown, where: string): void {
    const { type, properties, ...rest } = fieldsOf(schema);
    this.require(type === "object", `${where}: the schema's type is ${JSON.stringify(type)}, not object`);
    this.require(isObject(properties), `${where}: object schema is missing properties`);
    for (const keyword of ["oneOf", "anyOf", "allOf", "enum", "not", "$ref"]) {
      this.require(!(keyword in rest), `${where}: ${keyword} at the top level`);
    }
  }

  requireName(name: unknown, where: string): void {
    this.require(typeof name === "string" && /^[a-zA-Z_][\w-]{0,63}$/.test(name), `${where}: name ${name}`);
  }

  requireUnique(values: readonly unknown[], where: string): void {
    this.require(new Set(values).size === values.length, `${where}: not unique`);
  }
}

/** The fields of a value that is an object. */
export function fieldsOf(value: unknown): Fields {
  return isObject(value) ? value : {};
}

/** The entries of a value that is a list. */
export function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
