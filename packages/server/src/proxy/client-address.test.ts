import { describe, expect, it } from "vitest";
import { isNetwork } from "./address.ts";
import { clientAddressOf, senderAddressOf } from "./client-address.ts";
import { TrustedProxies } from "./trusted-proxies.ts";

const proxies = new TrustedProxies(["127.0.0.1", "192.0.2.1", "10.0.0.0/8", "2001:db8:ffff::/48"]);

function addressOf(remoteAddress: string | undefined, forwardedFor?: string): string {
  const headers = forwardedFor === undefined ? {} : { "x-forwarded-for": forwardedFor };
  return clientAddressOf({ headers, socket: { remoteAddress } }, proxies);
}

describe("the address that a connection is counted for", () => {
  it("is that of the socket, whatever it claims", () => {
    expect(addressOf("203.0.113.7")).toBe("203.0.113.7");
    expect(addressOf("203.0.113.7", "198.51.100.1")).toBe("203.0.113.7");
    expect(addressOf("203.0.113.7", "198.51.100.1, 10.0.0.9, 127.0.0.1")).toBe("203.0.113.7");
    expect(addressOf("::ffff:203.0.113.7", "198.51.100.1")).toBe("203.0.113.7");
    expect(addressOf("127.0.0.2", "198.51.100.1")).toBe("127.0.0.2");
  });

  it.each(["127.0.0.1", "::1", "::ffff:127.0.0.1"])(
    "is that of the socket where no proxy is configured: %s",
    (remoteAddress) => {
      const request = { headers: { "x-forwarded-for": "198.51.100.1" }, socket: { remoteAddress } };
      expect(senderAddressOf(request, new TrustedProxies())).toBe(remoteAddress.replace("::ffff:", ""));
    },
  );

  it.each([
    "127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "0:0:0:0:0:ffff:7f00:0001",
    "192.0.2.1",
    "10.20.30.40",
    "2001:db8:ffff::1",
    "2001:0DB8:FFFF:0:0:0:0:1%eth0",
  ])("is the hop that a trusted proxy names: %s", (proxy) => {
    expect(addressOf(proxy, "198.51.100.1")).toBe("198.51.100.1");
  });

  it("is the nearest hop that is no trusted proxy's: a client can claim those before it", () => {
    expect(addressOf("127.0.0.1", "1.1.1.1, 198.51.100.1, 10.0.0.9")).toBe("198.51.100.1");
    expect(addressOf("127.0.0.1", "10.0.0.1, 198.51.100.1")).toBe("198.51.100.1");
    expect(addressOf("127.0.0.1", "1.1.1.1,198.51.100.1,10.0.0.9,::ffff:10.0.0.8,2001:db8:ffff::2")).toBe(
      "198.51.100.1",
    );
    expect(addressOf("192.0.2.2", "198.51.100.1, 10.0.0.9")).toBe("192.0.2.2");
    expect(addressOf("127.0.0.1", "10.0.0.8, 10.0.0.9")).toBe("10.0.0.8");
  });

  it("is that of the last proxy where the hop before it cannot be read", () => {
    const odd = [undefined, "", "unknown", "_hidden", ", ,", "1.2.3", "1.2.3.4.5", "[::1", "1.2.3.4:port"];
    for (const told of odd) expect(addressOf("10.0.0.9", told), told).toBe("10.0.0.9");
    expect(addressOf("127.0.0.1", "198.51.100.1, unknown, 10.0.0.9")).toBe("10.0.0.9");
  });

  it("is read without the port that some proxies add", () => {
    expect(addressOf("127.0.0.1", "198.51.100.1:4711")).toBe("198.51.100.1");
    expect(addressOf("127.0.0.1", "[2001:db8:0:1::7]:4711")).toBe("2001:db8:0:1::/64");
    expect(addressOf("127.0.0.1", "198.51.100.1, 10.0.0.9:80, [2001:db8:ffff::1]")).toBe("198.51.100.1");
    expect(addressOf("127.0.0.1", "[::ffff:198.51.100.1]:1")).toBe("198.51.100.1");
  });

  it("is a network of 64 bits where it is of IPv6, whichever way it is written", () => {
    const written = [
      "2001:db8:0:1::7",
      "2001:0DB8:0000:0001:ffff::",
      "2001:db8::1:2:3:4:5",
      "2001:db8:0:1::1.2.3.4",
    ];
    expect(written.map((address) => addressOf(address))).toEqual(written.map(() => "2001:db8:0:1::/64"));
    expect(addressOf("2001:db8:0:2::7")).toBe("2001:db8:0:2::/64");
    expect(addressOf("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
    expect(addressOf("::2")).toBe("0:0:0:0::/64");
  });

  it("is empty once the socket is gone", () => {
    expect(addressOf(undefined)).toBe("");
    expect(addressOf(undefined, "198.51.100.1")).toBe("");
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

  it("has the IPv4 addresses that its IPv6 form represents", () => {
    const mapped = new TrustedProxies(["::ffff:10.0.0.0/104", "::ffff:192.0.2.1"]);
    expect(["10.9.9.9", "::ffff:10.1.2.3", "192.0.2.1"].map((address) => mapped.has(address))).toEqual([
      true,
      true,
      true,
    ]);
    expect(["11.0.0.1", "192.0.2.2", "::1"].some((address) => mapped.has(address))).toBe(false);
  });
});
