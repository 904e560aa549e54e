import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/** What tells where a request comes from. */
export type AddressedRequest = Pick<IncomingMessage, "headers"> & {
  readonly socket: Pick<IncomingMessage["socket"], "remoteAddress">;
};

/** Addresses of proxies whose word is taken for where a request comes from. */
export class TrustedProxies {
  readonly #trusted = new BlockList();

  /** Loopback ones are trusted always: who is on this machine may as well be anywhere. Throws a `RangeError` for what is no address. */
  constructor(addresses: readonly string[] = []) {
    this.#trusted.addSubnet("127.0.0.0", 8, "ipv4");
    this.#trusted.addAddress("::1", "ipv6");
    for (const text of addresses) this.#add(text);
  }

  /** Whether the address is a trusted proxy's. */
  has(address: string): boolean {
    const plain = toPlain(address);
    const version = isIP(plain);
    return version !== 0 && this.#trusted.check(plain, familyOf(version));
  }

  #add(text: string): void {
    const network = parseNetwork(text);
    if (network === undefined) throw new RangeError(`${JSON.stringify(text)} is no address and no network`);
    this.#trusted.addSubnet(network.address, network.prefix, network.family);
  }
}

/** Whom a request is counted for: its sender, and of an IPv6 address the first 64 bits, since one subscriber has all the others. */
export function clientAddressOf(request: AddressedRequest, proxies: TrustedProxies): string {
  const sender = senderAddressOf(request, proxies);
  return isIP(sender) === 6 ? networkOf(sender) : sender;
}

/**
 * The address that a request comes from, or, where that is a trusted proxy's, the nearest address before it in `X-Forwarded-For` that is not one.
 */
export function senderAddressOf({ headers, socket }: AddressedRequest, proxies: TrustedProxies): string {
  const sender = toPlain(socket.remoteAddress ?? "");
  if (!proxies.has(sender)) return sender;
  const hops = [headers["x-forwarded-for"] ?? []]
    .flat()
    .flatMap((header) => header.split(","))
    .map((hop) => toPlain(hop.trim()));
  const client = hops.findLast((hop) => !proxies.has(hop));
  // What is no address is a proxy's own mistake, or a client's lie that it passed on.
  return client === undefined || isIP(client) === 0 ? sender : client;
}

/** Whether a text is an address, or a network as `10.0.0.0/8`. */
export function isNetwork(text: string): boolean {
  return parseNetwork(text) !== undefined;
}

interface Network {
  readonly address: string;
  readonly prefix: number;
  readonly family: "ipv4" | "ipv6";
}

function parseNetwork(text: string): Network | undefined {
  const [, address = "", length] = /^([^/%]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  if (version === 0) return undefined;
  const longest = version === 4 ? 32 : 128;
  const prefix = length === undefined ? longest : Number(length);
  return prefix > longest ? undefined : { address, prefix, family: familyOf(version) };
}

/** An address without the interface that it was reached by; an IPv4 one that came through an IPv6 socket as itself. */
function toPlain(address: string): string {
  return address.replace(/%.*$/s, "").replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
}

function familyOf(version: number): "ipv4" | "ipv6" {
  return version === 4 ? "ipv4" : "ipv6";
}

/** The first four groups of an IPv6 address, whichever way it is written. */
function networkOf(address: string): string {
  const [head = "", tail] = address.split("::", 2);
  const before = groupsOf(head);
  const after = tail === undefined ? [] : groupsOf(tail);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0);
  const groups = [...before, ...zeros, ...after].slice(0, 4);
  return `${groups.map((group) => group.toString(16)).join(":")}::/64`;
}

function groupsOf(text: string): readonly number[] {
  if (text === "") return [];
  // A last part in the form of IPv4 stands for two groups, neither of which is among the first four.
  return text.split(":").flatMap((group) => (group.includes(".") ? [0, 0] : [Number.parseInt(group, 16)]));
}
