import { requestSchemeOf } from "../proxy/request-scheme.ts";
import type { AddressedRequest, TrustedProxies } from "../proxy/trusted-proxies.ts";

/** Where clients reach this server. */
export interface PublicAddress {
  /** Host, with a port that is not the scheme's own. */
  readonly host: string;
  readonly scheme: "ws" | "wss";
}

/** Where a server says that it is reached. */
export interface PublicAddressSource {
  /** Configured origin. Default: the host and the scheme of each request. */
  readonly publicUrl?: string | undefined;
  readonly proxies: TrustedProxies;
}

/** The address of the configured public URL, or else the one that a request was sent to. */
export function publicAddress(
  { publicUrl, proxies }: PublicAddressSource,
  request: AddressedRequest & { readonly headers: { readonly host?: string | undefined } },
): PublicAddress {
  const origin = publicUrl ?? `${requestSchemeOf(request, proxies)}://${request.headers.host ?? "localhost"}`;
  const { host, protocol } = new URL(origin);
  return { host, scheme: protocol === "https:" ? "wss" : "ws" };
}
