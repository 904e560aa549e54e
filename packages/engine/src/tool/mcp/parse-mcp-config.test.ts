import { describe, expect, it } from "vitest";
import { McpConfigFault } from "./mcp-config.ts";
import { parseMcpConfig } from "./parse-mcp-config.ts";

/** A variable as a configuration names it. */
const ref = (name: string): string => `\${${name}}`;

const ENVIRONMENT = { HOME: "/home/me", TOKEN: "t0k3n", NESTED: ref("TOKEN"), EMPTY: "" };

function parse(mcpServers: unknown) {
  return parseMcpConfig(JSON.stringify({ mcpServers }), ENVIRONMENT);
}

function problemsOf(text: string): readonly string[] {
  try {
    parseMcpConfig(text, ENVIRONMENT);
  } catch (error) {
    if (error instanceof McpConfigFault) return error.message.split("\n");
    throw error;
  }
  return [];
}

describe("parseMcpConfig", () => {
  it("reads a process and an address", () => {
    const files = { command: "npx", args: ["-y", "server"], env: { MODE: "ro" }, cwd: "/srv" };
    const web = { type: "http", url: "https://mcp.example/mcp", headers: { "X-Key": "k" } };
    expect(parse({ files, web })).toEqual([
      { kind: "stdio", name: "files", ...files },
      { kind: "http", name: "web", url: web.url, headers: web.headers },
    ]);
  });

  it("fills in what may be left out", () => {
    expect(parse({ a: { command: "x" }, b: { url: "http://127.0.0.1:1/" } })).toEqual([
      { kind: "stdio", name: "a", command: "x", args: [], env: {} },
      { kind: "http", name: "b", url: "http://127.0.0.1:1/", headers: {} },
    ]);
  });

  it("puts variables into values of env and headers, once, and nowhere else", () => {
    const env = {
      A: `<${ref("TOKEN")}${ref("EMPTY")}>`,
      B: ref("NESTED"),
      C: `$TOKEN ${ref("")} ${ref("1")}`,
    };
    const [server] = parse({ a: { command: `${ref("HOME")}/x`, args: [ref("TOKEN")], env } });
    expect(server).toMatchObject({
      command: `${ref("HOME")}/x`,
      args: [ref("TOKEN")],
      env: { A: "<t0k3n>", B: ref("TOKEN"), C: `$TOKEN ${ref("")} ${ref("1")}` },
    });
  });

  it("takes a disabled server as it is, also with variables that are not set", () => {
    const off = { disabled: true, command: 7, env: { A: ref("ABSENT") }, whatever: [] };
    expect(parse({ off, on: { disabled: false, command: "x" } })).toMatchObject([
      { kind: "disabled", name: "off" },
      { kind: "stdio", name: "on" },
    ]);
  });

  it("ignores what belongs to other programs beside mcpServers", () => {
    expect(parseMcpConfig('{"theme": "dark", "mcpServers": {}}', ENVIRONMENT)).toEqual([]);
  });

  it("says everything that is wrong, each with its path", () => {
    const mcpServers = {
      "a.b": { command: "x" },
      none: {},
      both: { command: "x", url: "http://x" },
      list: [],
      files: {
        command: "",
        args: ["ok", 3],
        env: { A: 1, B: `${ref("ABSENT")}-${ref("GONE")}` },
        cwd: 4,
        argz: [],
      },
      web: { url: "ftp://x", headers: { "bad name": "v", H: "a\nb" }, type: "sse" },
      login: { url: "https://me:pass@host/", disabled: "yes" },
    };
    expect(problemsOf(JSON.stringify({ mcpServers }))).toEqual([
      "mcpServers.a.b: a server's name has 1 to 48 letters, digits, _ and -",
      "mcpServers.none: needs either a command (a process) or a url (streamable HTTP)",
      "mcpServers.both: needs either a command (a process) or a url (streamable HTTP)",
      "mcpServers.list: must be an object",
      "mcpServers.files.argz: unknown; known here: type, disabled, command, args, env, cwd",
      "mcpServers.files.cwd: must be a text that is not empty",
      "mcpServers.files.command: must be a text that is not empty",
      "mcpServers.files.args[1]: must be a text",
      "mcpServers.files.env.A: must be a text",
      "mcpServers.files.env.B: the variable ABSENT is not set",
      "mcpServers.files.env.B: the variable GONE is not set",
      "mcpServers.web.headers.bad name: is no HTTP header",
      "mcpServers.web.headers.H: is no HTTP header",
      "mcpServers.web.url: must be an http or https address",
      "mcpServers.login.disabled: must be true or false",
      "mcpServers.login.url: must have no user and password; put them into headers",
    ]);
  });

  it.each(["[]", "{}", '{"mcpServers": []}', "null", "7"])("refuses %s", (text) => {
    expect(problemsOf(text)).toEqual(["mcpServers: must be an object of servers by name"]);
  });

  it("quotes nothing of a text that is no JSON", () => {
    const broken = ['{"mcpServers": {"a": {"env": {"KEY": "hunter2" "X": 1}}}}', '"hunter2" x', "hunter2"];
    for (const text of broken) {
      const [problem, ...more] = problemsOf(text);
      expect(problem).toMatch(/^this is no JSON/);
      expect(problem).not.toContain("hunter2");
      expect(more).toEqual([]);
    }
  });

  it("says where a text stops being JSON", () => {
    expect(problemsOf('{\n  "mcpServers" {}\n}')).toEqual(["this is no JSON at line 2 column 16"]);
  });

  it("tells no value of env or headers when it refuses", () => {
    const servers = {
      a: { command: "x", env: { A: "secret\0value" } },
      b: { url: "http://x", headers: { H: "secret\nvalue" } },
    };
    expect(problemsOf(JSON.stringify({ mcpServers: servers })).join()).not.toContain("secret");
  });
});
