import { join } from "node:path";
import type { Config } from "../config/option-table.ts";

/** Name of the audit log in the data folder. */
export const AUDIT_FILE = "admin-audit.jsonl";

/** The file of the audit log. */
export function auditPath({ dataDir }: Pick<Config, "dataDir">): string {
  return join(dataDir, AUDIT_FILE);
}
