import { mkdir, open, readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { createApiKey, type NewApiKey } from "./api-key.ts";
import { type ApiKey, ApiKeyError, type ApiKeyRecord, encodeRecord, foldRecords } from "./api-key-record.ts";
import { DEFAULT_AUTH_LIMITS } from "./auth-limits.ts";

/** Bytes of the largest key file that is read, some 30,000 keys. */
const MAX_FILE_BYTES = 8 * 1024 * 1024;

/** Distinguishes one state of a file from another without reading it. */
export type FileStamp = string;

/** What a new key is for. */
export type ApiKeyRequest = Pick<ApiKey, "name" | "userId" | "isAdmin" | "expiresAt">;

/** Keys and the state of the file that they were read from. */
export interface StoredKeys {
  readonly keys: ReadonlyMap<string, ApiKey>;
  readonly stamp: FileStamp;
}

/** The stamp of a file that is not there. */
const ABSENT: FileStamp = "absent";

/** The stamp of the file now. Never rejects: that a file cannot be looked at is a state of it, too. */
export async function stampOf(path: string): Promise<FileStamp> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return `${ino}:${size}:${mtimeMs}`;
  } catch (error) {
    const code = codeOf(error);
    return code === "ENOENT" ? ABSENT : `failed:${code}`;
  }
}

/**
 * Reads the keys; without a file there are none. Rejects with an `ApiKeyError` that names the file and what
 * is wrong with it.
 */
export async function readKeys(path: string): Promise<StoredKeys> {
  // Taken before the text: what is written between the two is read once more, and not missed.
  const stamp = await stampOf(path);
  if (stamp === ABSENT) return { keys: new Map(), stamp };
  return { keys: fold(path, await readText(path)), stamp };
}

/** Adds a key and returns its text, which is not stored. Rejects with an `ApiKeyError`. */
export async function addKey(
  path: string,
  request: ApiKeyRequest,
  { now, maxKeys = DEFAULT_AUTH_LIMITS.maxApiKeys }: { readonly now: number; readonly maxKeys?: number },
): Promise<NewApiKey> {
  const { keys } = await readKeys(path);
  if (keys.size >= maxKeys) {
    throw new ApiKeyError(`${path} has ${keys.size} keys, the most that are kept: remove old lines from it`);
  }
  const key = createApiKey();
  const { id, hash } = key;
  await append(path, { type: "created", id, hash, ...request, createdAt: new Date(now).toISOString() });
  return key;
}

/**
 * Revokes a key; false where it was revoked before. Rejects with an `ApiKeyError`, also where there is no
 * such key.
 */
export async function revokeKey(
  path: string,
  id: string,
  { now }: { readonly now: number },
): Promise<boolean> {
  const key = (await readKeys(path)).keys.get(id);
  if (key === undefined) throw new ApiKeyError(`there is no API key ${id}`);
  if (key.revokedAt !== undefined) return false;
  await append(path, { type: "revoked", id, revokedAt: new Date(now).toISOString() });
  return true;
}

/**
 * Adds a line as one write at the end, so that programs that do so at the same time lose nothing of each
 * other, and has it on the disk.
 */
async function append(path: string, record: ApiKeyRecord): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, "a+", 0o600);
  try {
    const text = await file.readFile("utf8");
    if (text !== "" && !text.endsWith("\n")) {
      throw new ApiKeyError(`the last line of ${path} was cut off: remove it`);
    }
    await file.appendFile(encodeRecord(record));
    await file.sync();
  } finally {
    await file.close();
  }
}

async function readText(path: string): Promise<string> {
  const { size } = await stat(path);
  if (size > MAX_FILE_BYTES) throw new ApiKeyError(`${path} has more than ${MAX_FILE_BYTES} bytes`);
  return readFile(path, "utf8");
}

function fold(path: string, text: string): ReadonlyMap<string, ApiKey> {
  try {
    return foldRecords(text);
  } catch (error) {
    if (error instanceof ApiKeyError) throw new ApiKeyError(`${path}: ${error.message}`, { cause: error });
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
