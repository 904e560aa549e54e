import { isLoopback } from "../kit/access.ts";

/**
 * Whether an issuer's keys may be fetched from there: the transport prevents substitution, and the address
 * holds no password.
 */
export function isKeySetUrl(url: URL): boolean {
  if (url.username !== "" || url.password !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
}
