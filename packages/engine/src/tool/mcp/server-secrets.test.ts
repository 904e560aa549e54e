import { describe, expect, it } from "vitest";
import type { ActiveServerConfig } from "./mcp-config.ts";
import { cleanServerText, redactSecrets, secretsOf } from "./server-secrets.ts";

const process: ActiveServerConfig = {
  kind: "stdio",
  name: "a",
  command: "x",
  args: [],
  env: { KEY: "a+b/c=d.e*f", PIN: "42", MODE: "" },
};
const web: ActiveServerConfig = {
  kind: "http",
  name: "b",
  url: "https://host/mcp?apiKey=in-the-query",
  headers: { Authorization: "Bearer in-a-header" },
};

describe("redactSecrets", () => {
  it("takes values of env out, whatever signs they have", () => {
    expect(redactSecrets("bad key a+b/c=d.e*f!", secretsOf(process))).toBe("bad key [redacted]!");
    expect(redactSecrets("at /?k=a%2Bb%2Fc%3Dd.e*f", secretsOf(process))).toBe("at /?k=[redacted]");
  });

  it("takes a short value out only where it stands alone", () => {
    expect(redactSecrets("pin 42, port 4242, x42", secretsOf(process))).toBe(
      "pin [redacted], port 4242, x42",
    );
  });

  it("takes values of headers, whole and in part, and of the address out", () => {
    const text = "Bearer in-a-header or in-a-header at ?apiKey=in-the-query";
    expect(redactSecrets(text, secretsOf(web))).toBe("[redacted] or [redacted] at ?apiKey=[redacted]");
  });

  it("leaves a text alone that holds none", () => {
    expect(redactSecrets("Error: no such file\n  at x", secretsOf(process))).toBe(
      "Error: no such file\n  at x",
    );
  });
});

describe("cleanServerText", () => {
  it("makes one short line, also without credentials of others", () => {
    const text = cleanServerText(`failed\n  with sk-abcdef123456 ${"and so on ".repeat(50)}`, secretsOf(web));
    expect(text).toMatch(/^failed with \[redacted\] and so on/);
    expect(text.length).toBeLessThanOrEqual(240);
  });
});
