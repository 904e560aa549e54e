import type { AdminRefusal } from "@aiwhisperer/protocol/admin";
import { readToken } from "../sign-in/token-store.ts";

/**
 * The reason of a missing answer: not signed in; not an admin; not found; it
 * says no in words; or it cannot be reached.
 */
export type AdminFaultKind = "unauthenticated" | "forbidden" | "missing" | "refused" | "unreachable";

/** An answer that did not come, with words for a person. */
export class AdminError extends Error {
  override readonly name = "AdminError";
  readonly kind: AdminFaultKind;

  constructor(kind: AdminFaultKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** Method and body of a request that changes something. */
export interface AdminRequest {
  readonly method?: "GET" | "POST" | "PUT";
  readonly body?: object;
  readonly signal?: AbortSignal;
}

const kinds: Readonly<Record<number, AdminFaultKind>> = {
  401: "unauthenticated",
  403: "forbidden",
  404: "missing",
};

/**
 * Asks `/admin/api` of the server that the page comes from, as the signed-in user. Rejects with an
 * `AdminError`.
 */
export async function askAdmin<T>(path: string, request: AdminRequest = {}): Promise<T> {
  const { status, isOk, text } = await send(path, request);
  if (isOk) return JSON.parse(text);
  throw new AdminError(kinds[status] ?? "refused", wordsOf(text));
}

async function send(path: string, { method = "GET", body = {}, signal }: AdminRequest) {
  const token = readToken();
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(method === "GET" ? {} : { "content-type": "application/json" }),
  };
  const sent = method === "GET" ? null : JSON.stringify(body);
  try {
    const response = await fetch(`/admin/api${path}`, {
      method,
      headers,
      body: sent,
      signal: signal ?? null,
    });
    return { status: response.status, isOk: response.ok, text: await response.text() };
  } catch {
    throw new AdminError("unreachable", "The server cannot be reached now. Try again.");
  }
}

/** A route refuses in JSON, a proxy before it in plain text. */
function wordsOf(text: string): string {
  try {
    return (JSON.parse(text) as AdminRefusal).error;
  } catch {
    return text.trim() || "The server gave no reason.";
  }
}
