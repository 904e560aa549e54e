import { isIP } from "node:net";
import { groupsOf, parseHop, toPlainAddress } from "./address.ts";
import type { AddressedRequest, TrustedProxies } from "./trusted-proxies.ts";

/**
 * The address that a request is counted for: its sender, and of an IPv6 address the first 64 bits, since one
 * subscriber has all the others.
 */
export function clientAddressOf(request: AddressedRequest, proxies: TrustedProxies): string {
  const sender = senderAddressOf(request, proxies);
  return isIP(sender) === 6 ? networkOf(sender) : sender;
}

/**
 * The address that a request comes from: that of its socket or, where that is a trusted proxy's, the nearest
 * hop of `X-Forwarded-For` that is not one. Hops before that one are the client's own claim and do not count.
 */
export function senderAddressOf(request: AddressedRequest, proxies: TrustedProxies): string {
  return findSender(request, proxies).address;
}

/** The sender of a request, and the number of trusted proxies between it and this server. */
export interface Sender {
  readonly address: string;
  readonly proxies: number;
}

/**
 * Walks from the socket back through the hops of trusted proxies. A hop that is no address ends the walk at
 * the proxy that passed it on.
 */
export function findSender({ headers, socket }: AddressedRequest, trusted: TrustedProxies): Sender {
  const hops = listOf(headers["x-forwarded-for"]).map(parseHop).reverse();
  let sender: Sender = { address: toPlainAddress(socket.remoteAddress ?? ""), proxies: 0 };
  for (const hop of hops) {
    if (hop === undefined || !trusted.has(sender.address)) return sender;
    sender = { address: hop, proxies: sender.proxies + 1 };
  }
  return sender;
}

/** The entries of a header that proxies append to. */
export function listOf(header: string | readonly string[] | undefined): readonly string[] {
  return [header ?? []].flat().flatMap((line) => line.split(","));
}

/** The first four groups of an IPv6 address, whichever way it is written. */
function networkOf(address: string): string {
  const groups = groupsOf(address).slice(0, 4);
  return `${groups.map((group) => group.toString(16)).join(":")}::/64`;
}
