import { conforms, type DocumentedMethod, documentedMethods, LIMIT_EXCEEDED } from "./contract-document.ts";

/**
 * Levels of arrays and objects that a message may have, as PROTOCOL.md has it, and members that a batch may.
 */
const maxDepth = 512;
const maxBatch = 64;

/** What one message may be answered with. */
export interface ExpectedAnswer {
  /** JSON of the id. */
  readonly id: string;
  /** Error codes, one of which it has unless it succeeds. */
  readonly codes: ReadonlySet<number>;
  /** Whether the result is right; undefined where the message must fail. */
  readonly isResult: ((result: unknown) => boolean) | undefined;
}

/** The answers that a text calls for: one, those of a batch, which come as one text, or none. */
export interface ExpectedAnswers {
  readonly isBatch: boolean;
  readonly answers: readonly ExpectedAnswer[];
}

const methods = new Map<string, DocumentedMethod>(
  documentedMethods.flatMap((method) => [
    [method.name, method],
    [method.name.slice(method.name.indexOf(".") + 1), method],
  ]),
);

/**
 * What a server owes to a text, by JSON-RPC 2.0 and by the generated document: a second reading, apart from
 * the code under test.
 */
export function expectedAnswers(text: string): ExpectedAnswers {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Section 4.2 of the specification calls for one error for what is no JSON.
    return one(refused(null, -32_700));
  }
  if (!Array.isArray(value)) return { isBatch: false, answers: expectedOf(value) };
  if (value.length === 0 || value.length > maxBatch) return one(refused(null, -32_600));
  return { isBatch: true, answers: value.flatMap(expectedOf) };
}

/** Whether a value has more levels of arrays and objects than a message may have. */
function isTooDeep(value: object): boolean {
  let level: readonly object[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth >= maxDepth) return true;
    level = level
      .flatMap((each) => Object.values(each))
      .filter((each) => typeof each === "object" && each !== null);
  }
  return false;
}

function one(answer: ExpectedAnswer): ExpectedAnswers {
  return { isBatch: false, answers: [answer] };
}

function refused(id: unknown, code: number): ExpectedAnswer {
  return { id: JSON.stringify(id), codes: new Set([code]), isResult: undefined };
}

function expectedOf(value: unknown): readonly ExpectedAnswer[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [refused(null, -32_600)];
  const { jsonrpc, id, method, params, result, error } = value as Readonly<Record<string, unknown>>;
  if (method === undefined && (result !== undefined || error !== undefined)) return [];
  const isId = id === null || typeof id === "string" || (typeof id === "number" && Number.isFinite(id));
  if (id !== undefined && !isId) return [refused(null, -32_600)];
  const isStructured = params === undefined || (typeof params === "object" && params !== null);
  if (jsonrpc !== "2.0" || typeof method !== "string" || !isStructured || isTooDeep(value)) {
    return [refused(id ?? null, -32_600)];
  }
  return id === undefined ? [] : [expectedOfRequest(id, method, params)];
}

function expectedOfRequest(id: unknown, name: string, params: unknown): ExpectedAnswer {
  const expected = { id: JSON.stringify(id), codes: new Set([LIMIT_EXCEEDED]) };
  if (name === "echo" || name === "interactive.echo") {
    const echoed = JSON.stringify(echoOf(params));
    return { ...expected, isResult: (result) => JSON.stringify(result) === echoed };
  }
  if (name === "rpc.discover")
    return { ...expected, isResult: (result) => Object.hasOwn(result as object, "openrpc") };
  const method = methods.get(name);
  if (method === undefined) return refused(id, -32_601);
  const isEmpty = Array.isArray(params) && params.length === 0;
  const named = isEmpty ? {} : (params ?? {});
  if (Array.isArray(named) || !conforms(method.request, named)) return refused(id, -32_602);
  return {
    ...expected,
    codes: new Set([LIMIT_EXCEEDED, -32_602, ...method.codes]),
    isResult: (result) => conforms(method.response, result),
  };
}

/** `echo` returns the field `message`, or else its params. */
function echoOf(params: unknown): unknown {
  if (params === undefined) return null;
  const isObject = !Array.isArray(params) && Object.hasOwn(params as object, "message");
  return isObject ? (params as { readonly message: unknown }).message : params;
}
