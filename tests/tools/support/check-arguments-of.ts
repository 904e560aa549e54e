import { DEFAULT_ENGINE_LIMITS } from "@aiwhisperer/engine";
import { ThreadedSchemaChecker } from "../../../packages/engine/src/schema/threaded-schema-checker.ts";
import { checkArguments } from "../../../packages/engine/src/tool/check-arguments.ts";

const turn = {
  schemas: new ThreadedSchemaChecker(DEFAULT_ENGINE_LIMITS),
  signal: new AbortController().signal,
};

/** Checks arguments as a turn does. Returns the faults, or `undefined`. */
export function checkArgumentsOf(inputSchema: object, args: unknown): Promise<string | undefined> {
  return checkArguments(turn, { inputSchema }, args);
}
