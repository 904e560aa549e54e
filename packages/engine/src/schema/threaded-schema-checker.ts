import { systemClock } from "../kit/clock.ts";
import { measureJson } from "../kit/json/measure-json.ts";
import type { EngineLimits } from "../kit/limits.ts";
import { ThreadBusy, ThreadPool, ThreadTimeout } from "../thread/thread-pool.ts";
import { applySchema, type PreparedSchema, prepareSchema } from "./apply-schema.ts";
import { isCheapCheck, isCheapSchema } from "./cheap-schema.ts";
import type { SchemaChecker, SchemaCheckers, SchemaVerdict } from "./schema-checker.ts";
import type { SchemaOrder } from "./schema-thread.ts";

/** A schema as far as the main thread looks into it. */
type ReadSchema =
  | { readonly text: string; readonly cheap: PreparedSchema | undefined }
  | { readonly reason: string };

interface Check {
  readonly schema: object | boolean;
  readonly value: unknown;
  readonly userId: string;
}

const NEVER = new AbortController().signal;

/**
 * Checks schemas on threads with a deadline. What exceeds a bound is inapplicable. Schemas whose cost is
 * known, as those of most tools, are applied to small values at once. The deadline is real time on any clock,
 * since it bounds what a processor does.
 */
export class ThreadedSchemaChecker implements SchemaChecker, SchemaCheckers {
  readonly #limits: SchemaLimits;
  readonly #threads: ThreadPool<SchemaOrder, SchemaVerdict>;
  readonly #read = new WeakMap<object, ReadSchema>();
  #checks = 0;

  constructor(limits: SchemaLimits) {
    this.#limits = limits;
    this.#threads = new ThreadPool({
      clock: systemClock,
      module: new URL("./schema-thread.ts", import.meta.url),
      maxThreads: limits.maxSchemaThreads,
      maxMebibytes: limits.maxSchemaThreadMebibytes,
      isInterruptible: true,
    });
  }

  check(schema: object | boolean, value: unknown, signal = NEVER): Promise<SchemaVerdict> {
    return this.#check({ schema, value, userId: "" }, signal);
  }

  for(userId: string): SchemaChecker {
    return {
      check: (schema, value, signal = NEVER) => this.#check({ schema, value, userId }, signal),
    };
  }

  async #check({ schema, value, userId }: Check, signal: AbortSignal): Promise<SchemaVerdict> {
    signal.throwIfAborted();
    const read = this.#readSchema(schema);
    if ("reason" in read) return inapplicable(read.reason);
    const { isTooDeep, weight } = measureJson(value, this.#limits.maxJsonDepth);
    if (isTooDeep) return inapplicable(`The value is ${this.#tooDeep}`);
    const isCheap = read.cheap !== undefined && isCheapCheck(read.text.length, weight);
    if (read.cheap !== undefined && isCheap) return applySchema(read.cheap, value);
    return this.#onThread({ schema: read.text, value: JSON.stringify(value ?? null) }, userId, signal);
  }

  get #tooDeep(): string {
    const { maxJsonDepth } = this.#limits;
    return `nested deeper than ${maxJsonDepth} levels (limit maxJsonDepth).`;
  }

  #readSchema(schema: object | boolean): ReadSchema {
    if (typeof schema === "boolean") return { text: String(schema), cheap: prepareSchema(String(schema)) };
    const known = this.#read.get(schema);
    if (known !== undefined) return known;
    const read = this.#readNew(schema);
    this.#read.set(schema, read);
    return read;
  }

  #readNew(schema: object): ReadSchema {
    const { maxJsonDepth, maxSchemaLength } = this.#limits;
    if (measureJson(schema, maxJsonDepth).isTooDeep) return { reason: `The schema is ${this.#tooDeep}` };
    const text = toJson(schema);
    if (text === undefined) return { reason: "The schema is no JSON." };
    if (text.length > maxSchemaLength) {
      return { reason: `The schema is longer than ${maxSchemaLength} characters (limit maxSchemaLength).` };
    }
    return { text, cheap: isCheapSchema(schema, text.length) ? prepareSchema(text) : undefined };
  }

  async #onThread(order: SchemaOrder, owner: string, signal: AbortSignal): Promise<SchemaVerdict> {
    const { maxSchemaChecks, schemaCheckTimeoutMs: timeoutMs, schemaWaitTimeoutMs: waitMs } = this.#limits;
    if (this.#checks >= maxSchemaChecks) {
      return inapplicable(`More than ${maxSchemaChecks} checks are under way (limit maxSchemaChecks).`);
    }
    this.#checks += 1;
    try {
      return await this.#threads.run(order, { timeoutMs, waitMs, owner }, signal);
    } catch (error) {
      signal.throwIfAborted();
      return inapplicable(reasonOf(error));
    } finally {
      this.#checks -= 1;
    }
  }
}

/** A plug-in's schema can be anything. */
function toJson(schema: object): string | undefined {
  try {
    return JSON.stringify(schema);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof ThreadTimeout) {
    return `The check took longer than ${error.timeoutMs / 1000} s (limit schemaCheckTimeoutMs).`;
  }
  if (error instanceof ThreadBusy) {
    return `No thread was free for ${error.waitMs / 1000} s (limit schemaWaitTimeoutMs).`;
  }
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY"
    ? "The check needed more memory than it may use (limit maxSchemaThreadMebibytes)."
    : "The check failed inside the server.";
}

function inapplicable(reason: string): SchemaVerdict {
  return { kind: "inapplicable", reason };
}

/** Bounds of the engine that concern schemas. */
export type SchemaLimits = Pick<
  EngineLimits,
  | "schemaCheckTimeoutMs"
  | "schemaWaitTimeoutMs"
  | "maxSchemaLength"
  | "maxJsonDepth"
  | "maxSchemaThreads"
  | "maxSchemaThreadMebibytes"
  | "maxSchemaChecks"
>;
