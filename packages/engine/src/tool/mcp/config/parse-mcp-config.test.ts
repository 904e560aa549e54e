import { describe, expect, it } from "vitest";
import { ownTimeOf } from "../../../../../../tests/support/own-time.ts";
import { McpConfigFault } from "../kit/mcp-config.ts";
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

  it("replaces variables in defaults of defaults, and keeps what is nested without end in bounded time", async () => {
    const nested = (levels: number, inner: string): string =>
      Array.from({ length: levels }).reduce<string>((text) => ref(`ABSENT:-${text}`), inner);
    const endless = nested(3_000, "z");
    const open = `\${ABSENT:-\${`.repeat(3_000);
    const args = [nested(12, ref("TOKEN")), `<${ref(`ABSENT:-{${ref("TOKEN")}`)}>`, endless, open];
    let server: unknown;
    const usedMs = await ownTimeOf(() => {
      [server] = parse({ a: { command: "x", args } });
    });
    expect(usedMs).toBeLessThan(1_000);
    expect(server).toMatchObject({ args: ["t0k3n", "<{t0k3n>", nested(2_984, "z"), open] });
    expect(server).toMatchObject({
      warnings: ["mcpServers.a.args[2]: the variable ABSENT is not set; its reference is kept"],
    });
  });

  it("shows the path of a member in bounded length and without control characters", () => {
    const member = `a\n\u001b[31m${"k".repeat(10_000)}`;
    const [server] = parse({ a: { command: "x", [member]: 1 } });
    expect(server).toMatchObject({
      warnings: [expect.stringMatching(/^mcpServers\.a\.a\ufffd\ufffd\[31mk{1,200}…: is unknown/)],
    });
  });

  it("replaces variables once, also by default values", () => {
    const env = {
      A: `<${ref("TOKEN")}${ref("EMPTY")}>`,
      B: ref("NESTED"),
      C: `$TOKEN ${ref("")} ${ref("1")}`,
    };
    const args = [
      ref("env:TOKEN"),
      ref("ABSENT:-none"),
      ref("EMPTY:-x"),
      ref("ABSENT:-"),
      "~/x",
      ref("ABSENT"),
      ref(`ABSENT:-<${ref("EMPTY:-x")}${ref("TOKEN")}>`),
    ];
    const [server] = parse({ a: { command: `${ref("HOME")}/x`, args, env } });
    expect(server).toMatchObject({
      command: "/home/me/x",
      args: ["t0k3n", "none", "x", "", "/home/me/x", ref("ABSENT"), "<xt0k3n>"],
      env: { A: "<t0k3n>", B: ref("TOKEN"), C: `$TOKEN ${ref("")} ${ref("1")}` },
      variables: { TOKEN: "t0k3n" },
      warnings: ["mcpServers.a.args[5]: the variable ABSENT is not set; its reference is kept"],
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

  it("trusts the hints of a server only where its entry says exactly that", () => {
    const servers = {
      a: { command: "x", trustHints: true },
      b: { command: "x", trustHints: false },
      c: { command: "x", trustHints: "true" },
      d: { command: "x", trust: true },
      e: { command: "x" },
    };
    const parsed = parse(servers) as readonly { trustHints?: boolean; warnings?: readonly string[] }[];
    expect(parsed.map(({ trustHints }) => trustHints)).toEqual([true, ...Array(4).fill(undefined)]);
    expect(parsed[2]?.warnings).toEqual([
      "mcpServers.c.trustHints: is neither true nor false and has no effect",
    ]);
  });

  it("says everything that is wrong with an entry, each with its path, and uses the others", () => {
    const servers = {
      none: {},
      both: { command: "x", url: "http://x" },
      list: [],
      files: { command: "", args: ["ok", {}], env: { A: {}, B: `${ref("ABSENT")}-${ref("GONE")}` }, cwd: [] },
      web: { url: "ftp://x", headers: { "bad name": "v", H: "a\nb" } },
      socket: { type: "ws", url: "ws://x" },
      login: { url: "https://me:pass@host/" },
      good: { command: "x", argz: [] },
    };
    const read = parse(servers);
    const problems = read.flatMap((server) => (server.kind === "invalid" ? server.problems : []));
    expect(problems).toEqual([
      "mcpServers.none: needs either a command (a process) or a url (streamable HTTP)",
      "mcpServers.both: has both a command and a url; remove one, or say which by type",
      "mcpServers.list: must be an object",
      "mcpServers.files.command: must be a text that is not empty",
      "mcpServers.files.args[1]: must be a text",
      "mcpServers.files.env.A: must be a text",
      "mcpServers.files.env.B: the variable ABSENT is not set",
      "mcpServers.files.env.B: the variable GONE is not set",
      "mcpServers.files.cwd: must be a text",
      "mcpServers.web.url: must be an http or https address",
      "mcpServers.web.headers.bad name: is no HTTP header",
      "mcpServers.web.headers.H: is no HTTP header",
      "mcpServers.socket.type: is none of stdio, http and sse",
      "mcpServers.login.url: must have no user and password; put them into headers",
    ]);
    expect(read.filter(({ kind }) => kind !== "invalid")).toEqual([
      {
        kind: "stdio",
        name: "good",
        command: "x",
        args: [],
        env: {},
        warnings: ["mcpServers.good.argz: is unknown and has no effect"],
      },
    ]);
  });

  it("names the tools of a server with an odd name by one that can be a part of theirs", () => {
    const long = "github.com/example/servers/tree/main/src/sequential-thinking";
    const names = ["a.b", "a-b", "@scope/pkg", long, "", "日本"];
    const read = parse(Object.fromEntries(names.map((name) => [name, { command: "x" }])));
    expect(read.map(({ name }) => name)).toEqual([
      "a-b",
      "a-b-2",
      "scope-pkg",
      "sequential-thinking",
      "server",
      "server-2",
    ]);
    expect(read[0]).toMatchObject({ warnings: ["mcpServers.a.b: its tools are named a-b.TOOL"] });
  });

  it.each(["[]", '{"theme": "dark"}', "null", "7"])("refuses %s, which has no servers", (text) => {
    expect(problemsOf(text)).toEqual([
      "mcpServers: must be an object of servers by name; servers and context_servers are other names of it",
    ]);
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

  it("names no value when it refuses or warns", () => {
    const servers = {
      a: { command: "x", env: { A: "secret\0value" }, timeout: "secret" },
      b: { url: "http://x", headers: { H: "secret\nvalue" }, disabled: "secret", other: "secret" },
    };
    expect(JSON.stringify(parse(servers))).not.toContain("secret");
  });
});
