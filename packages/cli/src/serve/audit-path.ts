import { join } from "node:path";
import type { Config } from "../config/option-table.ts";
import { isLogStored } from "./open-log.ts";

/** Name of the audit log in the data folder. */
export const AUDIT_FILE = "admin-audit.jsonl";

/** The file of the audit log; without one where the event log is in memory, too. */
export function auditPath(config: Config): string | undefined {
  return isLogStored(config) ? join(config.dataDir, AUDIT_FILE) : undefined;
}
