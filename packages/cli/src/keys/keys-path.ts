import { join } from "node:path";
import type { Config } from "../config/option-table.ts";

/** Name of the file with the API keys in the data folder. */
export const KEYS_FILE = "keys.jsonl";

/** The file with the API keys. */
export function keysPath({ dataDir }: Pick<Config, "dataDir">): string {
  return join(dataDir, KEYS_FILE);
}
