import { type MessageSchema, maxDepth, maxFaults, type Schema } from "./schema.ts";

/** A member of a value that its declaration does not have. It is allowed, and ignored. */
export interface UndeclaredMember {
  /** JSON Pointer (RFC 6901), such as `/tasks/3/depends_on`. */
  readonly path: string;
  /** A declared name that was probably meant: one with another spelling or case. */
  readonly suggestion?: string;
}

/**
 * The members of a value that its declaration does not have, in order; at most 100. What is in maps and free
 * JSON is not looked at.
 */
export function findUndeclared(schema: MessageSchema, value: unknown): readonly UndeclaredMember[] {
  const found: UndeclaredMember[] = [];
  lookInMessage(schema, value, { path: "", depth: 0, found });
  return found;
}

interface Place {
  readonly path: string;
  readonly depth: number;
  readonly found: UndeclaredMember[];
}

function lookInMessage({ fields }: MessageSchema, value: unknown, place: Place): void {
  if (typeof value !== "object" || value === null || Array.isArray(value) || place.depth > maxDepth) return;
  for (const [name, member] of Object.entries(value)) {
    if (place.found.length >= maxFaults) return;
    const path = `${place.path}/${name.slice(0, 128).replaceAll("~", "~0").replaceAll("/", "~1")}`;
    const field = fields.find((each) => each.name === name);
    if (field !== undefined) {
      look(field.type, member, { ...place, path, depth: place.depth + 1 });
      continue;
    }
    const meant = fields.find((each) => isNear(each.name, name))?.name;
    place.found.push(meant === undefined ? { path } : { path, suggestion: meant });
  }
}

function look(schema: Schema, value: unknown, place: Place): void {
  if (schema.kind === "message") lookInMessage(schema.to(), value, place);
  if (schema.kind !== "array" || !Array.isArray(value)) return;
  for (const [index, item] of value.entries()) {
    look(schema.item, item, { ...place, path: `${place.path}/${index}` });
  }
}

/** Longest difference in length of two names that may be one. */
const maxLengthDifference = 3;

/** Shortest common beginning of such names, unless they are equal but for case and separators. */
const minCommonLength = 4;

/**
 * Whether a name is probably a slip of a declared one: `depends_on`, `DependsOn`, `depends` or `instruction`.
 */
function isNear(declared: string, name: string): boolean {
  if (name.length > declared.length + 2 * maxLengthDifference) return false;
  const [one, other] = [declared, name].map((each) => each.toLowerCase().replaceAll(/[-_\s]/g, "")) as [
    string,
    string,
  ];
  if (one === other) return true;
  if (Math.abs(one.length - other.length) > maxLengthDifference) return false;
  return isOneSlip(one, other) || commonLength(one, other) >= Math.max(minCommonLength, other.length - 1);
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** Whether one letter is wrong, missing, too many, or two are exchanged. */
function isOneSlip(one: string, other: string): boolean {
  if (Math.min(one.length, other.length) < minCommonLength) return false;
  const start = commonLength(one, other);
  const [restOne, restOther] = [one.slice(start), other.slice(start)];
  return (
    restOne.slice(1) === restOther ||
    restOne === restOther.slice(1) ||
    restOne.slice(1) === restOther.slice(1) ||
    (restOne.slice(2) === restOther.slice(2) && restOne[0] === restOther[1] && restOne[1] === restOther[0])
  );
}
