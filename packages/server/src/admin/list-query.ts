import type { AdminList } from "@aiwhisperer/protocol/admin";
import { MAX_USER_ID_LENGTH } from "../kit/principal.ts";
import { AdminError } from "./admin-error.ts";

/** Which rows of a list are wanted. */
export interface ListQuery {
  readonly offset: number;
  readonly limit: number;
  /** The rows of this user alone. */
  readonly user: string | undefined;
}

const WHOLE_NUMBER = /^\d{1,9}$/;

/**
 * Reads the query of a request. Throws an `AdminError` 400 that says what is allowed; `maxRows` is the most,
 * and the default, of an answer.
 */
export function parseListQuery(query: unknown, maxRows: number): ListQuery {
  const { offset = "0", limit = String(maxRows), user } = query as Readonly<Record<string, unknown>>;
  const rows = toWholeNumber(limit);
  if (rows === undefined || rows < 1 || rows > maxRows) {
    throw new AdminError(400, `limit is a whole number from 1 to ${maxRows} (maxAdminRows).`);
  }
  const start = toWholeNumber(offset);
  if (start === undefined) throw new AdminError(400, "offset is a whole number of 0 or more.");
  if (user !== undefined && (typeof user !== "string" || user.length > MAX_USER_ID_LENGTH)) {
    throw new AdminError(400, `user is one user id of ${MAX_USER_ID_LENGTH} characters at most.`);
  }
  return { offset: start, limit: rows, user };
}

/** The wanted part of a list; only its rows are made. */
export function toList<Item, Row>(
  items: readonly Item[],
  { offset, limit }: ListQuery,
  toRow: (item: Item) => Row,
): AdminList<Row> {
  const end = offset + limit;
  const rows = items.slice(offset, end).map(toRow);
  return { rows, total: items.length, ...(end < items.length ? { nextOffset: end } : {}) };
}

function toWholeNumber(text: unknown): number | undefined {
  return typeof text === "string" && WHOLE_NUMBER.test(text) ? Number(text) : undefined;
}
