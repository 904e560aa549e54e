import { describe, expect, it } from "vitest";
import { OPTION_NAMES, OPTIONS, optionOf } from "./option-table.ts";
import { parseOptionJson, parseOptionText } from "./parse-option.ts";

const base = { folder: "/srv" };

describe("the text of a flag or variable", () => {
  it.each([
    ["port", "0", 0],
    ["port", "65535", 65_535],
    ["apiKeys", "true", true],
    ["durability", "normal", "normal"],
    ["dataDir", "logs", "/srv/logs"],
    ["dataDir", "/var/logs", "/var/logs"],
    ["host", "localhost", "localhost"],
    ["host", "::1", "::1"],
    ["allowHost", "A.example, ::1 ,", ["a.example", "[::1]"]],
    ["allowOrigin", "https://A.example:443/", ["https://a.example"]],
    ["allowOrigin", "", []],
    ["model", "ollama:llama3.2:3b", "ollama:llama3.2:3b"],
    ["tools", "false", false],
    ["workspace", ".", "/srv"],
    ["writePolicy", "deny", "deny"],
    ["toolPolicy", "run_command=deny, files.read = allow", ["run_command=deny", "files.read=allow"]],
    ["mcpConfig", "mcp.json", "/srv/mcp.json"],
    ["plugin", "a.ts,/opt/b.ts", ["/srv/a.ts", "/opt/b.ts"]],
    ["plugin", "", []],
  ] as const)("of %s may be %j", (name, text, value) => {
    expect(parseOptionText(OPTIONS[name].kind, text, base)).toEqual({ value });
  });

  it.each([
    ["port", "65536"],
    ["port", "-1"],
    ["port", "1e3"],
    ["port", " 1"],
    ["port", ""],
    ["maxBatch", "0"],
    ["turnTimeoutMs", "2147483648"],
    ["apiKeys", "yes"],
    ["durability", "Full"],
    ["dataDir", ""],
    ["host", "127.0.0.1:80"],
    ["host", "http://a.example"],
    ["host", "a b"],
    ["allowHost", "a.example:8000"],
    ["allowHost", "a.example/"],
    ["allowOrigin", "a.example"],
    ["allowOrigin", "https://a.example/path"],
    ["allowOrigin", "https://ann@a.example"],
    ["allowOrigin", "null"],
    ["model", "two\nlines"],
    ["mcpConfig", ""],
    ["executePolicy", "yes"],
    ["toolPolicy", "run_command"],
    ["toolPolicy", "run_command=sometimes"],
    ["toolPolicy", "=allow"],
    ["toolPolicy", "a tool=allow"],
  ] as const)("of %s may not be %j", (name, text) => {
    const parsed = parseOptionText(OPTIONS[name].kind, text, base);
    expect(parsed).toEqual({ fault: expect.stringMatching(/^".*" is not /) });
  });

  it("is shown in a fault, but never whole when it is long", () => {
    const parsed = parseOptionText(OPTIONS.port.kind, "9".repeat(10_000), base);
    expect(parsed).toEqual({
      fault: expect.stringMatching(/^"9{59}… is not a whole number from 0 to 65535$/),
    });
  });
});

describe("a value of the configuration file", () => {
  it.each([
    ["port", 1, 1],
    ["apiKeys", false, false],
    ["allowHost", ["a.example"], ["a.example"]],
    ["dataDir", "../logs", "/logs"],
    ["mcpConfig", "../mcp.json", "/mcp.json"],
    ["plugin", ["a.ts", "b.ts"], ["/srv/a.ts", "/srv/b.ts"]],
  ] as const)("of %s may be %j", (name, json, value) => {
    expect(parseOptionJson(OPTIONS[name].kind, json, base)).toEqual({ value });
  });

  it.each([
    ["port", "1"],
    ["port", 1.5],
    ["port", null],
    ["apiKeys", "true"],
    ["allowHost", "a.example"],
    ["allowHost", [1]],
    ["model", 1],
    ["durability", "half"],
    ["tools", "off"],
    ["mcpConfig", null],
    ["plugin", "a.ts"],
    ["plugin", [""]],
  ] as const)("of %s may not be %j", (name, json) => {
    expect(parseOptionJson(OPTIONS[name].kind, json, base)).toHaveProperty("fault");
  });
});

describe("the table of options", () => {
  it("has a default for every option that the option itself allows", () => {
    for (const name of OPTION_NAMES) {
      const { kind, fallback } = optionOf(name);
      expect(parseOptionJson(kind, fallback, base), name).toHaveProperty("value");
    }
  });
});
