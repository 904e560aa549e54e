import type { AuthRefusal, RefusalReason } from "./principal.ts";

/** How a refusal is answered over HTTP, at the upgrade as well. */
export interface RefusalAnswer {
  readonly status: 400 | 401 | 503;
  /** The status in words, for where the answer is written by hand. */
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
  /** In words for a person, without a line end. */
  readonly text: string;
}

const RETRY_AFTER_SECONDS = 10;

const TEXTS: Readonly<Record<RefusalReason, string>> = {
  missing: "Authenticate: send an Authorization header with a bearer token, or a ticket.",
  malformed: "Send one credential: one bearer token in the Authorization header, or one ticket.",
  invalid: "The token, key or ticket is not valid.",
  expired: "The token, key or ticket has expired. Get a new one.",
  revoked: "The API key was revoked.",
  other_user: "The token is another user's. Open another connection for that user.",
  unavailable: "Your credentials cannot be checked now. Try again later.",
};

/** What a refusal says to a person. */
export function refusalText({ refused }: AuthRefusal): string {
  return TEXTS[refused];
}

/** The answer to a request whose sender was refused (RFC 6750 section 3). */
export function toRefusalAnswer(refusal: AuthRefusal): RefusalAnswer {
  const text = refusalText(refusal);
  switch (refusal.refused) {
    case "unavailable":
      return {
        status: 503,
        reason: "Service Unavailable",
        headers: { "retry-after": String(RETRY_AFTER_SECONDS) },
        text,
      };
    case "malformed":
      return { status: 400, reason: "Bad Request", headers: challenge('error="invalid_request"'), text };
    case "missing":
      return { status: 401, reason: "Unauthorized", headers: challenge(), text };
    default:
      return { status: 401, reason: "Unauthorized", headers: challenge('error="invalid_token"'), text };
  }
}

function challenge(error?: string): Readonly<Record<string, string>> {
  const fields = ['realm="aiwhisperer"', ...(error === undefined ? [] : [error])];
  return { "www-authenticate": `Bearer ${fields.join(", ")}` };
}
