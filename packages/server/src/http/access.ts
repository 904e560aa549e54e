import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";

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

/**
 * Why a request must not be served, or `undefined`. A foreign Host header is how a page reaches a local server through a name of its own
 * (DNS rebinding); a foreign Origin is a page of another site that a browser lets open WebSockets anywhere. Programs send no Origin.
 */
export function refusalOf(headers: IncomingHttpHeaders, policy: AccessPolicy): string | undefined {
  const { host, origin } = headers;
  const name = host === undefined ? undefined : hostName(host);
  if (name === undefined || !isAllowedHost(name, policy)) {
    return `The Host header ${JSON.stringify(host ?? "")} is not served here. Add it with --allow-host if it is yours.`;
  }
  if (origin === undefined || policy.allowedOrigins.includes(origin) || isSameOrigin(origin, host))
    return undefined;
  return `The origin ${JSON.stringify(origin)} may not use this server. Add it with --allow-origin if it is yours.`;
}

function isAllowedHost(name: string, { allowedHosts }: AccessPolicy): boolean {
  return isLoopback(name) || allowedHosts.includes(name);
}

function hostName(host: string): string | undefined {
  return URL.parse(`http://${host}`)?.hostname;
}

function isSameOrigin(origin: string, host: string | undefined): boolean {
  return URL.parse(origin)?.host === host?.toLowerCase();
}
