import { isIP } from "node:net";
import { requestSchemeOf } from "../proxy/request-scheme.ts";
import type { AddressedRequest, TrustedProxies } from "../proxy/trusted-proxies.ts";

/** Path of the WebSocket endpoint. */
export const WEBSOCKET_PATH = "/ws";

/** Which Host headers and browser origins are served. */
export interface AccessPolicy {
  /** Host names beside the loopback ones, without a port. */
  readonly allowedHosts: readonly string[];
  /** Origins of other sites, as `https://app.example.com`, that may use this server from a browser. */
  readonly allowedOrigins: readonly string[];
}

const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"];

/** Whether an address reaches this machine only. */
export function isLoopback(host: string): boolean {
  return LOOPBACK_NAMES.includes(host) || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/** Why a request is not served. */
export interface AccessRefusal {
  /** In words for the other side. */
  readonly text: string;
  /** The origin of the page, where that is the reason, and what the operator can do. */
  readonly foreignOrigin?: { readonly origin: string; readonly advice: string };
}

/**
 * Why a request must not be served, or `undefined`. A foreign Host header is how a page reaches a local
 * server through a name of its own (DNS rebinding); a foreign Origin is a page of another site that a browser
 * lets open WebSockets anywhere. Programs send no Origin.
 */
export function refusalOf(
  request: AddressedRequest,
  policy: AccessPolicy,
  proxies: TrustedProxies,
): AccessRefusal | undefined {
  const { host, origin } = request.headers;
  const name = host === undefined ? undefined : hostName(host);
  if (name === undefined || !isAllowedHost(name, policy)) {
    const text = `The Host header ${JSON.stringify(host ?? "")} is not served here. Add it with --allow-host if it is yours.`;
    return { text };
  }
  if (origin === undefined || policy.allowedOrigins.includes(origin)) return undefined;
  const own = URL.parse(`${requestSchemeOf(request, proxies)}://${host}`)?.origin;
  return origin === own ? undefined : describeForeignOrigin(origin, own);
}

function isAllowedHost(name: string, { allowedHosts }: AccessPolicy): boolean {
  return isLoopback(name) || allowedHosts.includes(name);
}

/**
 * The name of a Host header; `undefined` for one with anything but a name and a port (RFC 9110, section 7.2).
 */
function hostName(host: string): string | undefined {
  return /[\s@/?#\\]/.test(host) ? undefined : URL.parse(`http://${host}`)?.hostname;
}

/**
 * A page that differs by its scheme alone came through a proxy that ends TLS and is not trusted, or is not
 * protected by TLS itself.
 */
function describeForeignOrigin(origin: string, own: string | undefined): AccessRefusal {
  const advice =
    origin.replace(/^https:/, "http:") === own
      ? "This request came by plain HTTP. If a proxy of yours ends TLS, name its address with --trust-proxy, and have it set X-Forwarded-Proto."
      : "Add it with --allow-origin if it is yours.";
  const text = `The origin ${JSON.stringify(origin)} may not use this server. ${advice}`;
  return { text, foreignOrigin: { origin, advice } };
}

/**
 * Whether an issuer's keys may be fetched from there: the transport prevents substitution, and the address
 * holds no password.
 */
export function isKeySetUrl(url: URL): boolean {
  if (url.username !== "" || url.password !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
}
