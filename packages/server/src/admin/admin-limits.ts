import { defaultsOf, type LimitsOf, type LimitTable } from "@aiwhisperer/engine";

/** Limits of administration. */
export const ADMIN_LIMITS = {
  maxAdminRows: {
    fallback: 200,
    min: 1,
    max: 1_000,
    description: "rows of one response to an admin; further ones are on the next page",
  },
  maxAuditRecords: {
    fallback: 200,
    min: 1,
    max: 10_000,
    description: "newest records of the audit log that admins see",
  },
  maxAuditBytes: {
    fallback: 8 * 1024 * 1024,
    min: 4_096,
    description:
      "size of the audit log's file; a full file is renamed to `admin-audit.jsonl.previous` and replaces the previous one",
  },
  maxAuditRefusals: {
    fallback: 60,
    min: 1,
    max: 10_000,
    description:
      "refused attempts to act as an admin within a minute that are recorded; further ones are only counted",
  },
} as const satisfies LimitTable;

/** Bounds of administration. */
export type AdminLimits = LimitsOf<typeof ADMIN_LIMITS>;

/** Default limits. */
export const DEFAULT_ADMIN_LIMITS: AdminLimits = defaultsOf(ADMIN_LIMITS);
