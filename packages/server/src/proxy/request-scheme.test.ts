import { describe, expect, it } from "vitest";
import { requestSchemeOf } from "./request-scheme.ts";
import { TrustedProxies } from "./trusted-proxies.ts";

const proxies = new TrustedProxies(["127.0.0.1", "10.0.0.0/8"]);

function schemeOf(remoteAddress: string, proto?: string, hops?: string) {
  const headers = {
    ...(proto === undefined ? {} : { "x-forwarded-proto": proto }),
    ...(hops === undefined ? {} : { "x-forwarded-for": hops }),
  };
  return requestSchemeOf({ headers, socket: { remoteAddress } }, proxies);
}

describe("the scheme by which a request came", () => {
  it("is plain HTTP unless a trusted proxy says otherwise", () => {
    expect(schemeOf("127.0.0.1")).toBe("http");
    expect(schemeOf("203.0.113.7", "https")).toBe("http");
    expect(schemeOf("127.0.0.2", "https")).toBe("http");
    expect(schemeOf("127.0.0.1", "https")).toBe("https");
    expect(schemeOf("::ffff:127.0.0.1", " WSS ")).toBe("https");
    expect(schemeOf("127.0.0.1", "ws")).toBe("http");
  });

  it.each(["", "ftp", "https\u0000", "https;", ","])("is plain HTTP where the header is %j", (proto) => {
    expect(schemeOf("127.0.0.1", proto)).toBe("http");
  });

  it("is what the proxy says that the client reached, not what the client claims before it", () => {
    expect(schemeOf("127.0.0.1", "https, http", "198.51.100.1, 10.0.0.9")).toBe("https");
    expect(schemeOf("127.0.0.1", "https, http", "1.1.1.1, 198.51.100.1")).toBe("http");
    expect(schemeOf("127.0.0.1", "https, http, https", "1.1.1.1, 198.51.100.1, 10.0.0.9")).toBe("http");
  });
});
