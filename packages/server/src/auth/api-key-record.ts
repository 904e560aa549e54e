import { isIdentifier } from "@aiwhisperer/protocol";

import { MAX_USER_ID_LENGTH } from "../kit/principal.ts";

/** An API key as it is stored: everything but the key itself. */
export interface ApiKey {
  readonly id: string;
  /** SHA-256 of the key, as base64url. */
  readonly hash: string;
  /** What its maker calls it. */
  readonly name: string;
  /** The user that it names. */
  readonly userId: string;
  readonly isAdmin: boolean;
  /** ISO 8601, as all times here. */
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly revokedAt?: string;
}

/**
 * A line of the key file: a key was made, or revoked. Its grammar: a key's `created` comes first, `revoked`
 * at most once behind it.
 */
export type ApiKeyRecord =
  | ({ readonly type: "created" } & Omit<ApiKey, "revokedAt">)
  | { readonly type: "revoked"; readonly id: string; readonly revokedAt: string };

/** Longest name of a key. */
export const MAX_KEY_NAME_LENGTH = 100;

/** The key file has a line that is no record. */
export class ApiKeyError extends Error {
  override readonly name = "ApiKeyError";
}

/**
 * A text that a record and a terminal may show: of bounded length, well-formed, without control characters.
 */
export function isPlainText(value: unknown, maxLength: number): value is string {
  return typeof value === "string" && value !== "" && value.length <= maxLength && isIdentifier(value);
}

/** The line of a record. */
export function encodeRecord(record: ApiKeyRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/**
 * The keys in the text of a key file, by id, in the order of their creation. Text after the last line end is
 * still being written, and is left out. Throws an `ApiKeyError` that names the first line that is no record:
 * leaving out a line could restore a revoked key.
 */
export function foldRecords(text: string): ReadonlyMap<string, ApiKey> {
  const keys = new Map<string, ApiKey>();
  const lines = text.split("\n").slice(0, -1);
  for (const [index, line] of lines.entries()) {
    const record = parseRecord(line);
    const known = record === undefined ? undefined : keys.get(record.id);
    if (record?.type === "created" && known === undefined) {
      const { type: _, ...key } = record;
      keys.set(key.id, key);
    } else if (record?.type === "revoked" && known !== undefined) {
      keys.set(known.id, { ...known, revokedAt: known.revokedAt ?? record.revokedAt });
    } else {
      throw new ApiKeyError(`line ${index + 1} is no record of an API key`);
    }
  }
  return keys;
}

function parseRecord(line: string): ApiKeyRecord | undefined {
  const value = parseJson(line);
  if (typeof value !== "object" || value === null) return undefined;
  const record = value as Readonly<Record<string, unknown>>;
  if (!isPlainText(record.id, 16)) return undefined;
  if (record.type === "revoked") return isTime(record.revokedAt) ? (value as ApiKeyRecord) : undefined;
  return isCreation(record) ? (value as ApiKeyRecord) : undefined;
}

function isCreation(record: Readonly<Record<string, unknown>>): boolean {
  return (
    record.type === "created" &&
    isPlainText(record.hash, 43) &&
    isPlainText(record.name, MAX_KEY_NAME_LENGTH) &&
    isPlainText(record.userId, MAX_USER_ID_LENGTH) &&
    typeof record.isAdmin === "boolean" &&
    isTime(record.createdAt) &&
    (record.expiresAt === undefined || isTime(record.expiresAt))
  );
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // What is no JSON is no record either; the caller names the line.
    return undefined;
  }
}

function isTime(value: unknown): value is string {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}
