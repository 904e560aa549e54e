/** The server's verdict on a token, or on a request without one. */
export type TokenCheck =
  | { readonly kind: "accepted"; readonly userId: string }
  /** It wants another one; without a reason it wants any. */
  | { readonly kind: "refused"; readonly reason?: string }
  /** It cannot be asked now. */
  | { readonly kind: "unknown" };

/**
 * Asks the server that the page comes from whether it accepts the token, or any client when there is
 * none.
 */
export async function checkToken(token: string | undefined): Promise<TokenCheck> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  try {
    const response = await fetch("/auth/ticket", { method: "POST", headers });
    if (response.ok) {
      const { userId } = (await response.json()) as { readonly userId: string };
      return { kind: "accepted", userId };
    }
    if (response.status !== 401 && response.status !== 400) return { kind: "unknown" };
    const reason = (await response.text()).trim();
    return token === undefined ? { kind: "refused" } : { kind: "refused", reason };
  } catch {
    return { kind: "unknown" };
  }
}
