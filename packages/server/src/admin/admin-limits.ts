/** Bounds of the admin API. Every one has a default, and passing it has a named consequence. */
export interface AdminLimits {
  /** Rows of one answer; further ones are on the next page. Default 200. */
  readonly maxAdminRows: number;
  /** Records that the audit list shows, the newest ones. Default 200. */
  readonly maxAuditRecords: number;
  /** Size of the audit file; a full one is kept as the previous one, in place of the one before it. Default 8 MiB. */
  readonly maxAuditBytes: number;
  /** Refused attempts within any minute that are recorded; further ones are only counted. Default 60. */
  readonly maxAuditRefusals: number;
}

/** The limits that hold where nothing else is said. */
export const DEFAULT_ADMIN_LIMITS: AdminLimits = {
  maxAdminRows: 200,
  maxAuditRecords: 200,
  maxAuditBytes: 8 * 1024 * 1024,
  maxAuditRefusals: 60,
};
