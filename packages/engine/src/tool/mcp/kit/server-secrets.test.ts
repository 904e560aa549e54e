import { describe, expect, it } from "vitest";
import type { ActiveServerConfig } from "./mcp-config.ts";
import { cleanServerText, credentialsOf, redactSecrets, redactValue, secretsOf } from "./server-secrets.ts";

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

  it("redacts a short value only where it is a whole word", () => {
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

describe("credentials", () => {
  const files: ActiveServerConfig = {
    ...process,
    args: ["serve", "--root", "/srv/files", "--api-key", "first-of-the-flags", "--token=second-of-them"],
    env: { GITHUB_TOKEN: 'of "the" server', ROOT: "/srv/files", API_KEY: "short" },
  };

  it("are the values of variables with the name of a secret, except folders and very short values", () => {
    const credentials = credentialsOf(files);
    expect(credentials).toContain("first-of-the-flags");
    expect(credentials).toContain("second-of-them");
    expect(credentials).not.toContain("/srv/files");
    expect(credentials).not.toContain("short");
    expect(credentialsOf(web)).toEqual(expect.arrayContaining(["in-a-header", "in-the-query"]));
    expect(credentialsOf(web)).not.toContain("Bearer");
  });

  it("are taken out of every text of a value, also where it is JSON in a text", () => {
    const result = [
      { env: JSON.stringify(files.env), count: 1 },
      ["at /srv/files", "with first-of-the-flags"],
      null,
    ];
    expect(redactValue(result, credentialsOf(files))).toEqual([
      { env: JSON.stringify({ ...files.env, GITHUB_TOKEN: "[redacted]" }), count: 1 },
      ["at /srv/files", "with [redacted]"],
      null,
    ]);
  });

  it("of arguments are in no status either", () => {
    expect(cleanServerText("no access with second-of-them", secretsOf(files))).toBe(
      "no access with [redacted]",
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
