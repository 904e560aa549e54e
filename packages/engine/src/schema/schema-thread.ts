import { parentPort } from "node:worker_threads";
import { applySchema, type PreparedSchema, prepareSchema } from "./apply-schema.ts";
import type { SchemaVerdict } from "./schema-checker.ts";

/** A check: schema and value as JSON texts, which cross to the thread whatever is in them. */
export interface SchemaOrder {
  readonly schema: string;
  readonly value: string;
}

/** UTF-16 units of the texts of schemas that a thread keeps prepared. */
const MAX_KEPT_LENGTH = 4_000_000;

const port = parentPort;
if (port === null) throw new Error("this module is the body of a thread");

const kept = new Map<string, PreparedSchema>();
let keptLength = 0;

port.on("message", (order: SchemaOrder) => port.postMessage(answer(order)));
port.postMessage("ready");

function answer({ schema, value }: SchemaOrder): SchemaVerdict {
  return applySchema(preparedOf(schema), JSON.parse(value));
}

function preparedOf(text: string): PreparedSchema {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const prepared = prepareSchema(text);
  if (keptLength + text.length > MAX_KEPT_LENGTH) {
    kept.clear();
    keptLength = 0;
  }
  kept.set(text, prepared);
  keptLength += text.length;
  return prepared;
}
