import { describe, expect, it } from "vitest";
import { clientAddressOf, isNetwork, TrustedProxies } from "./client-address.ts";

const proxies = new TrustedProxies(["192.0.2.1", "10.0.0.0/8", "2001:db8:ffff::/48"]);

function addressOf(remoteAddress: string | undefined, forwardedFor?: string): string {
  const headers = forwardedFor === undefined ? {} : { "x-forwarded-for": forwardedFor };
  return clientAddressOf({ headers, socket: { remoteAddress } }, proxies);
}

describe("the address that a connection is counted for", () => {
  it("is the one that it comes from, whatever it tells of another", () => {
    expect(addressOf("203.0.113.7")).toBe("203.0.113.7");
    expect(addressOf("203.0.113.7", "198.51.100.1")).toBe("203.0.113.7");
    expect(addressOf("::ffff:203.0.113.7")).toBe("203.0.113.7");
  });

  it("is what a trusted proxy tells", () => {
    for (const proxy of ["127.0.0.1", "127.3.2.1", "::1", "::ffff:127.0.0.1", "192.0.2.1", "10.20.30.40"]) {
      expect(addressOf(proxy, "198.51.100.1"), proxy).toBe("198.51.100.1");
    }
    expect(addressOf("2001:db8:ffff::1", "198.51.100.1")).toBe("198.51.100.1");
    expect(addressOf("192.0.2.2", "198.51.100.1")).toBe("192.0.2.2");
  });

  it("is the nearest one that is no trusted proxy's: what is before it a client can make up", () => {
    expect(addressOf("127.0.0.1", "1.1.1.1, 198.51.100.1, 10.0.0.9")).toBe("198.51.100.1");
    expect(addressOf("127.0.0.1", "10.0.0.8, 10.0.0.9")).toBe("127.0.0.1");
  });

  it("is the proxy's where that tells none that can be read", () => {
    for (const told of [undefined, "", "unknown", "198.51.100.1:4711", ", ,"]) {
      expect(addressOf("10.0.0.9", told)).toBe("10.0.0.9");
    }
  });

  it("is a network of 64 bits where it is of IPv6, whichever way it is written", () => {
    const written = [
      "2001:db8:0:1::7",
      "2001:0DB8:0000:0001:ffff::",
      "2001:db8::1:2:3:4:5",
      "2001:db8:0:1::1.2.3.4",
    ];
    expect(written.map((address) => addressOf(address))).toEqual([
      "2001:db8:0:1::/64",
      "2001:db8:0:1::/64",
      "2001:db8:0:1::/64",
      "2001:db8:0:1::/64",
    ]);
    expect(addressOf("2001:db8:0:2::7")).toBe("2001:db8:0:2::/64");
    expect(addressOf("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
    expect(addressOf("::2")).toBe("0:0:0:0::/64");
  });

  it("is nothing that a socket could tell any more when it has gone", () => {
    expect(addressOf(undefined)).toBe("");
  });
});

describe("a network", () => {
  it("is an address, with or without a length that it can have", () => {
    for (const text of ["10.0.0.0/8", "10.0.0.1", "::1", "2001:db8::/32", "0.0.0.0/0"]) {
      expect(isNetwork(text), text).toBe(true);
    }
    for (const text of [
      "",
      "localhost",
      "10.0.0.0/33",
      "10.0.0.0/",
      "10.0.0/8",
      "::/129",
      "10.0.0.0/8/8",
      "fe80::1%eth0",
    ]) {
      expect(isNetwork(text), text).toBe(false);
    }
    expect(() => new TrustedProxies(["10.0.0.0/33"])).toThrow(RangeError);
  });
});
