import type { DialectName } from "./dialect.ts";

/** A user of a server. */
export interface Credential {
  readonly userId: string;
  readonly token: string;
}

/** A running server as a generator sees it. */
export interface LoadTarget {
  /** Port at 127.0.0.1. */
  readonly port: number;
  /** Process whose usage is measured. */
  readonly pid: number;
  readonly dialect: DialectName;
  /** Connections take these in turn. */
  readonly credentials: readonly Credential[];
}
