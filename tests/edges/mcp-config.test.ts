import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parseMcpConfig } from "../../packages/engine/src/tool/mcp/config/parse-mcp-config.ts";

const HOME = "/home/me";
const ENVIRONMENT = { HOME, GITHUB_TOKEN: "gh-from-env", PERPLEXITY_KEY: "pp-from-env" };
let workspace: string;

beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), "mcp-config-"));
  await writeFile(join(workspace, ".env"), "# keys\nexport FROM_FILE='quoted value'\nSHARED=file\n");
  await writeFile(join(workspace, "bom.env"), "\ufeffFIRST=1\n");
  await writeFile(join(workspace, "nul.env"), "KEY=hidden\0value\n");
  return () => rm(workspace, { recursive: true });
});

const parse = (text: string) =>
  parseMcpConfig(text, ENVIRONMENT, { environment: ENVIRONMENT, workspace, home: HOME });

/** A file as the program writes or documents it, and the servers that it means. */
const FILES: readonly (readonly [string, string, () => readonly object[]])[] = [
  [
    "Claude Desktop",
    `{
      "globalShortcut": "Ctrl+Space",
      "mcpServers": {
        "filesystem": { "command": "npx", "args": ["-y", "@modelcontextprotocol/server-filesystem", "/srv"] }
      }
    }`,
    () => [
      {
        kind: "stdio",
        name: "filesystem",
        command: "npx",
        args: ["-y", "@modelcontextprotocol/server-filesystem", "/srv"],
        env: {},
      },
    ],
  ],
  [
    "Claude Code",
    `{
      "mcpServers": {
        "api": {
          "type": "http",
          "url": "\${API_BASE_URL:-https://api.example.com}/mcp",
          "headers": { "Authorization": "Bearer \${TOKEN:-none}" }
        },
        "events": { "type": "sse", "url": "https://mcp.example.com/sse" },
        "local": { "type": "stdio", "command": "/opt/server", "args": [], "env": {} }
      }
    }`,
    () => [
      {
        kind: "http",
        name: "api",
        url: "https://api.example.com/mcp",
        headers: { Authorization: "Bearer none" },
      },
      { kind: "http", name: "events", url: "https://mcp.example.com/sse", headers: {} },
      { kind: "stdio", name: "local", command: "/opt/server", args: [], env: {} },
    ],
  ],
  [
    "Cursor",
    `{
      "mcpServers": {
        "local": {
          "type": "stdio",
          "command": "python",
          "args": ["\${workspaceFolder}/tools/server.py"],
          "env": { "API_KEY": "\${env:GITHUB_TOKEN}" },
          "envFile": "\${workspaceFolder}/.env"
        },
        "remote": { "url": "https://api.example.com/mcp", "headers": { "X-Home": "\${userHome}" } }
      }
    }`,
    () => [
      {
        kind: "stdio",
        name: "local",
        command: "python",
        args: [`${workspace}/tools/server.py`],
        env: { FROM_FILE: "quoted value", SHARED: "file", API_KEY: "gh-from-env" },
        variables: { GITHUB_TOKEN: "gh-from-env" },
      },
      { kind: "http", name: "remote", url: "https://api.example.com/mcp", headers: { "X-Home": HOME } },
    ],
  ],
  [
    "VS Code",
    `\ufeff{
      // mcp.json
      "inputs": [{ "type": "promptString", "id": "perplexity-key", "description": "key", "password": true }],
      "servers": {
        "perplexity": {
          "type": "stdio",
          "command": "npx",
          "args": ["-y", "server-perplexity"],
          "env": { "KEY": "\${input:perplexity-key}", "SHARED": "own" },
          "envFile": ".env",
          "gallery": true, "version": "0.0.1",
        },
        /* over HTTP */
        "github": { "type": "http", "url": "https://api.example.com/mcp/", },
      },
    }`,
    () => [
      {
        kind: "stdio",
        name: "perplexity",
        command: "npx",
        args: ["-y", "server-perplexity"],
        env: { FROM_FILE: "quoted value", SHARED: "own", KEY: "pp-from-env" },
        variables: { PERPLEXITY_KEY: "pp-from-env" },
      },
      { kind: "http", name: "github", url: "https://api.example.com/mcp/", headers: {} },
    ],
  ],
  [
    "VS Code's settings",
    '{"editor.fontSize": 12, "mcp": {"inputs": [], "servers": {"a": {"command": "x"}}}}',
    () => [{ kind: "stdio", name: "a", command: "x", args: [], env: {} }],
  ],
  [
    "Cline",
    `{
      "mcpServers": {
        "github.com/example/weather": {
          "command": "node",
          "args": ["build/index.js"],
          "env": { "KEY": "v" },
          "disabled": false,
          "autoApprove": ["get_forecast"],
          "timeout": 60,
          "type": "stdio"
        },
        "off": { "disabled": true, "url": 5 },
        "far": { "type": "streamableHttp", "url": "https://mcp.example.com", "alwaysAllow": [], "timeout": 3600 }
      }
    }`,
    () => [
      {
        kind: "stdio",
        name: "github-com-example-weather",
        command: "node",
        args: ["build/index.js"],
        env: { KEY: "v" },
        callTimeoutMs: 60_000,
        warnings: [
          "mcpServers.github.com/example/weather: its tools are named github-com-example-weather.TOOL",
          "mcpServers.github.com/example/weather.autoApprove: has no effect here; allow a tool with --tool-policy NAME=allow",
        ],
      },
      { kind: "disabled", name: "off" },
      { kind: "http", name: "far", url: "https://mcp.example.com", headers: {}, callTimeoutMs: 3_600_000 },
    ],
  ],
  [
    "Windsurf",
    `{
      "mcpServers": {
        "figma": { "serverUrl": "https://mcp.example.com/mcp", "headers": { "API_KEY": "Bearer \${env:GITHUB_TOKEN}" } },
        "git": { "command": "npx", "args": ["-y", "server-git"], "disabledTools": ["git_push"] }
      }
    }`,
    () => [
      {
        kind: "http",
        name: "figma",
        url: "https://mcp.example.com/mcp",
        headers: { API_KEY: "Bearer gh-from-env" },
        variables: { GITHUB_TOKEN: "gh-from-env" },
      },
      {
        kind: "stdio",
        name: "git",
        command: "npx",
        args: ["-y", "server-git"],
        env: {},
        selection: { exclude: ["git_push"] },
      },
    ],
  ],
  [
    "Gemini CLI",
    `{
      "theme": "Default",
      "mcpServers": {
        "python": {
          "command": "python",
          "args": ["-m", "my_server", "--port", 8080],
          "cwd": "~/servers",
          "env": { "TOKEN": "$GITHUB_TOKEN", "DEBUG": true, "PORT": 3000 },
          "timeout": 3000,
          "trust": true,
          "includeTools": ["safe_tool"],
          "excludeTools": ["run_shell"]
        },
        "web": { "httpUrl": "http://localhost:3000/mcp", "timeout": 600 }
      }
    }`,
    () => [
      {
        kind: "stdio",
        name: "python",
        command: "python",
        args: ["-m", "my_server", "--port", "8080"],
        cwd: `${HOME}/servers`,
        env: { TOKEN: "gh-from-env", DEBUG: "true", PORT: "3000" },
        selection: { include: ["safe_tool"], exclude: ["run_shell"] },
        callTimeoutMs: 3_000,
        variables: { GITHUB_TOKEN: "gh-from-env" },
        warnings: ["mcpServers.python.trust: has no effect here; allow a tool with --tool-policy NAME=allow"],
      },
      { kind: "http", name: "web", url: "http://localhost:3000/mcp", headers: {}, callTimeoutMs: 600 },
    ],
  ],
  [
    "Kiro",
    `{
      "mcpServers": {
        "search": {
          "command": "uvx",
          "args": ["search@latest"],
          "env": { "LEVEL": "ERROR" },
          "disabled": false,
          "autoApprove": [],
          "disabledTools": ["fetch"]
        }
      }
    }`,
    () => [
      {
        kind: "stdio",
        name: "search",
        command: "uvx",
        args: ["search@latest"],
        env: { LEVEL: "ERROR" },
        selection: { exclude: ["fetch"] },
      },
    ],
  ],
  [
    "Zed",
    `{
      "context_servers": {
        "new": { "source": "custom", "command": "x", "args": ["--y"], "env": null },
        "old": { "command": { "path": "x", "args": ["--z"] }, "settings": {} },
      }
    }`,
    () => [
      { kind: "stdio", name: "new", command: "x", args: ["--y"], env: {} },
      {
        kind: "stdio",
        name: "old",
        command: "x",
        args: ["--z"],
        env: {},
        warnings: ["context_servers.old.settings: is unknown and has no effect"],
      },
    ],
  ],
  [
    "opencode",
    `{
      "$schema": "https://example.com/config.json",
      "mcp": {
        "local": { "type": "local", "command": ["bun", "x", "my-server"], "environment": { "A": "{env:GITHUB_TOKEN}" } },
        "remote": { "type": "remote", "url": "https://mcp.example.com", "enabled": false }
      }
    }`,
    () => [
      {
        kind: "stdio",
        name: "local",
        command: "bun",
        args: ["x", "my-server"],
        env: { A: "gh-from-env" },
        variables: { GITHUB_TOKEN: "gh-from-env" },
      },
      { kind: "disabled", name: "remote" },
    ],
  ],
  [
    "a list of servers with their names",
    '{"mcpServers": [{"name": "a", "command": "npx -y \'my server\' --flag"}, {"name": "b", "transport": {"type": "http", "url": "http://x/"}}]}',
    () => [
      { kind: "stdio", name: "a", command: "npx", args: ["-y", "my server", "--flag"], env: {} },
      { kind: "http", name: "b", url: "http://x/", headers: {} },
    ],
  ],
  [
    "servers at the root",
    '{"a": {"command": "x", "env": ["A=1", "B=two=2"]}, "b": {"url": "http://x/"}}',
    () => [
      { kind: "stdio", name: "a", command: "x", args: [], env: { A: "1", B: "two=2" } },
      { kind: "http", name: "b", url: "http://x/", headers: {} },
    ],
  ],
];

describe("a file of MCP servers", () => {
  it.each(FILES)("of %s works as it is", (_, text, servers) => {
    expect(parse(text)).toEqual(servers());
  });

  it("may name a file of variables with a byte order mark", () => {
    const [server] = parse('{"mcpServers": {"a": {"command": "x", "envFile": "bom.env"}}}');
    expect(server).toMatchObject({ env: { FIRST: "1" } });
  });

  it.each([
    ["no command", "{}", /needs either a command/],
    ["null", "null", /must be an object/],
    [
      "a file of variables that is not there",
      '{"command": "x", "envFile": "gone.env"}',
      /cannot be read \(ENOENT\)/,
    ],
    [
      "a file of variables with a NUL character",
      '{"command": "x", "envFile": "nul.env"}',
      /^mcpServers\.odd\.env: has a NUL character in a name or a value$/,
    ],
    ["a variable that is not set", `{"url": "http://x/\${GONE}"}`, /the variable GONE is not set/],
    [
      "an input that no one is asked for",
      `{"command": "x", "env": {"A": "\${input:my-key}"}}`,
      /variable MY_KEY is not set/,
    ],
    [
      "a command of the editor",
      `{"command": "x", "env": {"A": "\${command:pick}"}}`,
      /command:pick is not set/,
    ],
    ["an address that is none", '{"url": "localhost:3000"}', /http or https address/],
    ["a command that is a number", '{"command": 5, "args": "--x"}', null],
    [
      "a transport that is unknown",
      '{"type": "carrier-pigeon", "url": "http://x"}',
      /none of stdio, http and sse/,
    ],
  ])("has a problem with an entry that has %s, and none with the others", (_, entry, problem) => {
    const [odd, good] = parse(`{"mcpServers": {"odd": ${entry}, "good": {"command": "x"}}}`);
    expect(good).toEqual({ kind: "stdio", name: "good", command: "x", args: [], env: {} });
    if (problem === null) expect(odd).toMatchObject({ kind: "stdio", command: "5", args: ["--x"] });
    else expect(odd).toMatchObject({ kind: "invalid", problems: [expect.stringMatching(problem)] });
  });

  it.each([
    ['{"mcpServers": {"a": {"env": {"K": "hunter2" "X": 1}}}}', "line 1 column 46"],
    ['{\n  // note\n  "mcpServers" {}\n}', "line 3 column 16"],
    ["", "line 1 column 1"],
    ["hunter2", "line 1 column 1"],
  ])("that is no JSON is refused with the place, and without its text: %j", (text, place) => {
    expect(() => parse(text)).toThrow(`this is no JSON at ${place}`);
    expect(() => parse(text)).toThrow(/^(?!.*hunter2)/);
  });

  it("that is nested without end is refused", () => {
    expect(() => parse(`{"mcpServers": ${"[".repeat(100_000)}`)).toThrow(/nested too deep|no JSON/);
  });
});
