import { isDeeperThan } from "../kit/json/measure-json.ts";
import type { SchemaChecker, SchemaVerdict } from "./schema-checker.ts";

/** A text that was read as JSON, with what its schema says of it. */
export type JsonOutput = SchemaVerdict & { readonly value?: unknown };

/** Levels that are far below what overflows the stack of JSON. */
const MAX_DEPTH = 1_000;

/**
 * Reads a text that has to be JSON and fit a schema. What is no JSON is `invalid`. Rejects with the reason of
 * the signal when it aborts.
 */
export async function readJsonOutput(
  { schemas, signal }: { readonly schemas: SchemaChecker; readonly signal: AbortSignal },
  schema: object | boolean,
  text: string,
): Promise<JsonOutput> {
  const read = parse(text);
  if ("fault" in read) return { kind: "invalid", faults: read.fault };
  if (isDeeperThan(read.value, MAX_DEPTH)) return { kind: "invalid", faults: "It is nested too deep." };
  return { ...(await schemas.check(schema, read.value, signal)), value: read.value };
}

function parse(text: string): { readonly value: unknown } | { readonly fault: string } {
  if (text.trim() === "") return { fault: "It is empty." };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { fault: "It is no JSON. Write the JSON alone, without a fence and without words around it." };
  }
}
