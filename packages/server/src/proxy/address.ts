import { isIP } from "node:net";

/** An address, or a network of addresses. */
export interface Network {
  readonly address: string;
  readonly prefix: number;
  readonly family: "ipv4" | "ipv6";
}

/** Length of the prefix of IPv4 addresses that are written as IPv6 ones (`::ffff:0:0/96`). */
const MAPPED_PREFIX = 96;

/**
 * The normal form of an address: without the interface that it was reached by, and an IPv4 address that is
 * written as an IPv6 one as itself. Any other text stays as it is.
 */
export function toPlainAddress(text: string): string {
  const address = text.replace(/%.*$/s, "");
  if (isIP(address) !== 6) return address;
  const groups = groupsOf(address);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (!isMapped) return address;
  const [high = 0, low = 0] = groups.slice(6);
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join(".");
}

/**
 * The address of one hop of `X-Forwarded-For`, which some proxies write with a port; `undefined` for any
 * other text.
 */
export function parseHop(text: string): string | undefined {
  const hop = text.trim();
  const [, bracketed, v4] = /^(?:\[([^\]]*)\](?::\d{1,5})?|(\d[\d.]*):\d{1,5})$/.exec(hop) ?? [];
  const address = toPlainAddress(bracketed ?? v4 ?? hop);
  return isIP(address) === 0 ? undefined : address;
}

/** Reads an address, or a network such as `10.0.0.0/8`. */
export function parseNetwork(text: string): Network | undefined {
  const [, given = "", length] = /^([^/%]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(given);
  if (version === 0) return undefined;
  const longest = version === 4 ? 32 : 128;
  const prefix = length === undefined ? longest : Number(length);
  if (prefix > longest) return undefined;
  const address = toPlainAddress(given);
  const isMapped = version === 6 && isIP(address) === 4;
  if (isMapped && prefix >= MAPPED_PREFIX) return { address, prefix: prefix - MAPPED_PREFIX, family: "ipv4" };
  return { address: given, prefix, family: familyOf(version) };
}

/** Whether a text is an address, or a network as `10.0.0.0/8`. */
export function isNetwork(text: string): boolean {
  return parseNetwork(text) !== undefined;
}

/** The family of an address by its version, as `BlockList` names it. */
export function familyOf(version: number): Network["family"] {
  return version === 4 ? "ipv4" : "ipv6";
}

/** The eight groups of an IPv6 address, whichever way it is written. */
export function groupsOf(address: string): readonly number[] {
  const [head = "", tail] = address.split("::", 2);
  const before = groupsIn(head);
  const after = tail === undefined ? [] : groupsIn(tail);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0);
  return [...before, ...zeros, ...after];
}

function groupsIn(text: string): readonly number[] {
  if (text === "") return [];
  return text.split(":").flatMap((group) => {
    if (!group.includes(".")) return [Number.parseInt(group, 16)];
    const [first = 0, second = 0, third = 0, fourth = 0] = group.split(".").map(Number);
    return [(first << 8) | second, (third << 8) | fourth];
  });
}
