import { findSender, listOf } from "./client-address.ts";
import type { AddressedRequest, TrustedProxies } from "./trusted-proxies.ts";

/** Schemes by which a browser reaches this server. */
export type RequestScheme = "http" | "https";

/**
 * The scheme by which the sender of a request reached this server. The server itself speaks plain HTTP: only
 * a trusted proxy can say `https`, by `X-Forwarded-Proto`. Where several proxies have appended to that
 * header, the entry of the proxy that the sender reached counts.
 */
export function requestSchemeOf(request: AddressedRequest, trusted: TrustedProxies): RequestScheme {
  const { socket, headers } = request;
  if (!trusted.has(socket.remoteAddress ?? "")) return "http";
  const schemes = listOf(headers["x-forwarded-proto"]).map((text) => text.trim().toLowerCase());
  const { proxies } = findSender(request, trusted);
  const scheme = schemes.length === 1 ? schemes[0] : schemes.at(-Math.max(proxies, 1));
  return scheme === "https" || scheme === "wss" ? "https" : "http";
}
