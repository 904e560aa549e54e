import { type AuthenticateResponse, interactive, rpcError } from "@aiwhisperer/protocol";
import { type AuthRefusal, isRefused } from "./principal.ts";
import { refusalText } from "./refusal-answer.ts";
import type { TokenWatch } from "./token-watch.ts";

/** When a credential that cannot be checked now is worth another try. */
const RETRY_AFTER_MS = 10_000;

/**
 * The method `authenticate` on a connection: puts a newer token in place of the one in use. Rejects with `Unauthenticated`, with `PermissionDenied` for another
 * user's token, with `Overloaded` where tokens cannot be checked now; the connection goes on with the token that it has, for as long as that holds.
 */
export async function renewToken(watch: TokenWatch, token: string): Promise<AuthenticateResponse> {
  const outcome = await watch.renew(token);
  if (isRefused(outcome)) throw toRpcError(outcome);
  const { userId, expiresAt } = outcome;
  return expiresAt === undefined ? { userId } : { userId, expiresAt };
}

function toRpcError(refusal: AuthRefusal): Error {
  const { errors } = interactive;
  const reason = refusalText(refusal);
  switch (refusal.refused) {
    case "unavailable":
      return rpcError(errors.Overloaded, { retryAfterMs: RETRY_AFTER_MS }, reason);
    case "other_user":
      return rpcError(errors.PermissionDenied, { reason });
    default:
      return rpcError(errors.Unauthenticated, { reason });
  }
}
