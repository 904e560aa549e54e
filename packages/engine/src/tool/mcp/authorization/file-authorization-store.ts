import { randomUUID } from "node:crypto";
import { chmod, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { AuthorizationStore, StoredAuthorization, StoredKey } from "./authorization-store.ts";

/**
 * A store that keeps one file a server, readable by this user only, in a folder of its own. Files are
 * replaced whole.
 */
export class FileAuthorizationStore implements AuthorizationStore {
  readonly #folder: string;

  /** The folder is made when something is saved. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async load(key: string): Promise<StoredAuthorization> {
    try {
      return parse(await readFile(this.#pathOf(key), "utf8"));
    } catch (error) {
      if (isMissing(error)) return {};
      throw error;
    }
  }

  async save(key: string, authorization: StoredAuthorization): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    // An existing folder keeps the mode that it has.
    await chmod(this.#folder, 0o700);
    const temporary = join(this.#folder, `.${randomUUID()}`);
    try {
      await writeDurably(temporary, JSON.stringify(authorization));
      await rename(temporary, this.#pathOf(key));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  #pathOf(key: string): string {
    return join(this.#folder, `${key}.json`);
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * A file that holds something else, such as after a full disk, counts as empty: the person signs in again.
 */
function parse(text: string): StoredAuthorization {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {};
  }
  if (!isRecord(value)) return {};
  const { client, redirectUrl, tokens, dpopKey } = value;
  return {
    ...(isRecord(client) && typeof client.client_id === "string"
      ? { client: { ...client, client_id: client.client_id } }
      : {}),
    ...(typeof redirectUrl === "string" ? { redirectUrl } : {}),
    ...(isRecord(tokens) && typeof tokens.access_token === "string" && typeof tokens.token_type === "string"
      ? { tokens: { ...tokens, access_token: tokens.access_token, token_type: tokens.token_type } }
      : {}),
    ...(isKey(dpopKey) ? { dpopKey } : {}),
  };
}

function isKey(value: unknown): value is StoredKey {
  return (
    isRecord(value) &&
    isRecord(value.privateJwk) &&
    isRecord(value.publicJwk) &&
    typeof value.thumbprint === "string"
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
