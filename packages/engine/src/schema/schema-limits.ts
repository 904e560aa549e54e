import type { EngineLimits } from "../kit/limits.ts";

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
