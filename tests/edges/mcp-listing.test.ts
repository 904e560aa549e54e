import { describe, expect, it, onTestFinished } from "vitest";
import { startMcp } from "../tools/support/mcp-rig.ts";
import { listText, replayed, serveReplay, toolText } from "./support/replay.ts";
import type { Replay } from "./support/replay-server.ts";

const GOOD = toolText("good", ', "description": "works"');

async function listed(replay: Replay, options: Parameters<typeof startMcp>[1] = {}) {
  const rig = startMcp({ s: replayed(replay) }, options);
  const { leftOut } = await rig.until("ready");
  return { rig, leftOut, usable: rig.usable };
}

/** Entries that hold something odd and are offered all the same, with the schema that is offered. */
const OFFERED: readonly (readonly [string, string, object])[] = [
  ["an empty schema", '{"name": "odd", "inputSchema": {}}', { type: "object" }],
  ["no schema", '{"name": "odd"}', { type: "object" }],
  ["a schema that is null", '{"name": "odd", "inputSchema": null}', { type: "object" }],
  ["a schema that is a list", '{"name": "odd", "inputSchema": []}', { type: "object" }],
  ["a schema that is true", '{"name": "odd", "inputSchema": true}', { type: "object" }],
  [
    "a schema without a type",
    '{"name": "odd", "inputSchema": {"properties": {"a": {}}}}',
    { type: "object", properties: { a: {} } },
  ],
  [
    "a type that is null, and members that are",
    '{"name": "odd", "inputSchema": {"type": null, "properties": null, "required": null}}',
    { type: "object" },
  ],
  ["a type of several", '{"name": "odd", "inputSchema": {"type": ["object", "null"]}}', { type: "object" }],
  ["a schema of a text", '{"name": "odd", "inputSchema": {"type": "string"}}', { type: "object" }],
  [
    "null wherever nothing is meant",
    `{"name": "odd", "title": null, "description": null, "annotations": null, "_meta": null, "outputSchema": null,
      "icons": null, "execution": null, "inputSchema": {"type": "object"}}`,
    { type: "object" },
  ],
  [
    "members of other types",
    `{"name": "odd", "title": 1, "description": {}, "annotations": {"readOnlyHint": "yes"}, "_meta": [],
      "outputSchema": "x", "icons": 7, "execution": [], "inputSchema": {"type": "object", "required": ["a", 1]}}`,
    { type: "object", required: ["a", 1] },
  ],
  [
    "a dangling reference",
    '{"name": "odd", "inputSchema": {"type": "object", "properties": {"a": {"$ref": "#/gone"}}}}',
    { type: "object", properties: { a: { $ref: "#/gone" } } },
  ],
];

const LEFT_OUT: readonly (readonly [string, string, string, RegExp])[] = [
  ["no object", "null", "#2", /no object/],
  ["a text", '"odd"', "#2", /no object/],
  ["no name", '{"inputSchema": {"type": "object"}}', "#2", /no name/],
  ["a name that is a number", '{"name": 5, "inputSchema": {"type": "object"}}', "#2", /no name/],
  ["a blank name", '{"name": " ", "inputSchema": {"type": "object"}}', " ", /no name/],
  ["half a character in its name", toolText("x").replace('"x"', '"x\\ud800"'), "x\ufffd", /no valid text/],
  ["a control character in its name", toolText("a\u001b[2J"), "a\ufffd[2J", /control characters/],
  ["a mark that turns the direction of its name", toolText("a\u202eb"), "a\ufffdb", /control characters/],
  ["a name that is too long", toolText("n".repeat(200)), "n".repeat(128), /too long/],
  ["the name of another", GOOD, "good", /same name/],
  [
    "a schema of great depth",
    `{"name": "odd", "inputSchema": ${'{"type":"object","not":'.repeat(2_000)}{}${"}".repeat(2_001)}`,
    "odd",
    /deeper than 100/,
  ],
  [
    "tasks only",
    '{"name": "odd", "inputSchema": {"type": "object"}, "execution": {"taskSupport": "required"}}',
    "odd",
    /as a task only/,
  ],
];

describe("a list of tools", () => {
  it.each(OFFERED)("offers a tool with %s, and those beside it", async (_, odd, inputSchema) => {
    const { rig, usable, leftOut } = await listed({ pages: [listText(GOOD, odd)] });
    expect({ usable, leftOut }).toEqual({ usable: ["s.good", "s.odd"], leftOut: [] });
    expect(rig.tool("s.odd")).toMatchObject({ inputSchema, effect: "execute" });
    expect(rig.tool("s.good").description).toBe("works");
  });

  it.each(LEFT_OUT)(
    "leaves out an entry with %s, alone and with the reason",
    async (_, odd, name, reason) => {
      const { usable, leftOut } = await listed({ pages: [listText(GOOD, odd)] });
      expect(usable).toEqual(["s.good"]);
      expect(leftOut).toEqual([{ name, reason: expect.stringMatching(reason) }]);
    },
  );

  it("leaves out a tool whose schema is longer than maxMcpSchemaLength, and cuts a long description", async () => {
    const long = `{"name": "long", "inputSchema": {"type": "object", "title": "${"x".repeat(2_000)}"}}`;
    const wordy = toolText("wordy", `, "description": "${"y".repeat(200)}"`);
    const limits = { maxMcpSchemaLength: 1_000, maxMcpDescriptionLength: 50 };
    const { rig, usable, leftOut } = await listed({ pages: [listText(long, wordy)] }, { limits });
    expect(usable).toEqual(["s.wordy"]);
    expect(leftOut).toEqual([{ name: "long", reason: expect.stringMatching(/limit maxMcpSchemaLength/) }]);
    expect(rig.tool("s.wordy").description).toBe(`${"y".repeat(49)}…`);
  });

  it("shows names as they are, whatever signs they have", async () => {
    const names = ["with space", "a/b:c", "naïve", "日本", "emoji 🛠", "a.b.c", "$x"];
    const { usable } = await listed({ pages: [listText(...names.map((name) => toolText(name)))] });
    expect(usable).toEqual(names.map((name) => `s.${name}`));
  });

  it.each([
    ["null", `{"tools": [${GOOD}], "nextCursor": null}`],
    ["empty", `{"tools": [${GOOD}], "nextCursor": ""}`],
    ["a list", `{"tools": [${GOOD}], "nextCursor": []}`],
    ["beside odd members", `{"tools": [${GOOD}], "_meta": null, "nextCursor": {}, "ttlMs": "x"}`],
  ])("ends at a cursor that is %s", async (_, page) => {
    const { usable, leftOut } = await listed({ pages: [page] });
    expect({ usable, leftOut }).toEqual({ usable: ["s.good"], leftOut: [] });
  });

  it("stops at a cursor that it has seen, and keeps what it has", async () => {
    const page = (name: string) => `{"tools": [${toolText(name)}], "nextCursor": "again"}`;
    const { usable, leftOut } = await listed({ pages: [page("one"), page("two"), page("three")] });
    expect(usable).toEqual(["s.one", "s.two"]);
    expect(leftOut).toEqual([{ name: "(further tools)", reason: expect.stringMatching(/repeats/) }]);
  });

  it("stops after maxMcpListPages pages, and keeps what it has", async () => {
    const pages = [1, 2, 3, 4].map((n) => `{"tools": [${toolText(`t${n}`)}], "nextCursor": "${n}"}`);
    const { usable, leftOut } = await listed({ pages }, { limits: { maxMcpListPages: 3 } });
    expect(usable).toEqual(["s.t1", "s.t2", "s.t3"]);
    expect(leftOut[0]?.reason).toMatch(/more than 3 pages \(limit maxMcpListPages\)/);
  });

  it.each([
    ["missing", "{}"],
    ["null", '{"tools": null}'],
    ["the bare result null", "null"],
  ])("is empty where it is %s", async (_, page) => {
    expect((await listed({ pages: [page] })).usable).toEqual([]);
  });

  it.each([
    ["an object", '{"tools": {"a": {}}}'],
    ["a text", '{"tools": "none"}'],
  ])("that is %s is named as what it is", async (_, page) => {
    const { usable, leftOut } = await listed({ pages: [page] });
    expect({ usable, leftOut }).toEqual({
      usable: [],
      leftOut: [{ name: "(further tools)", reason: "the server's list of tools is no list" }],
    });
  });

  it("is read as it is where the result is the list itself", async () => {
    expect((await listed({ pages: [`[${GOOD}]`] })).usable).toEqual(["s.good"]);
  });

  it.each([
    ["null", '{"protocolVersion": "2025-06-18", "capabilities": null, "serverInfo": null}'],
    ["missing", '{"protocolVersion": "2025-06-18"}'],
    ["true", '{"protocolVersion": "2025-06-18", "capabilities": {"tools": true}, "serverInfo": {"name": 1}}'],
    [
      "odd",
      '{"protocolVersion": "2025-06-18", "capabilities": {"tools": {"listChanged": "yes"}, "logging": null}, "instructions": null}',
    ],
  ])("is asked for where the server's capabilities are %s", async (_, greeting) => {
    expect((await listed({ pages: [listText(GOOD)], greeting })).usable).toEqual(["s.good"]);
  });

  it("costs one reading for each mcpListIntervalMs when every one is followed by a change", async () => {
    const afterList = `{"jsonrpc": "2.0", "method": "notifications/tools/list_changed", "params": null}`;
    const { rig } = await listed({ pages: [listText(GOOD, toolText("lists"))], afterList });
    const at = performance.now();
    await rig.until("ready", rig.statuses.length);
    await rig.until("ready", rig.statuses.length);
    const seconds = (performance.now() - at) / 1_000;
    expect(Number((await rig.call("s.lists")).result)).toBeLessThanOrEqual(3 + Math.ceil(seconds));
  });

  it.each(["json", "events"] as const)("is read over HTTP as %s in the same way", async (type) => {
    const page = `{"tools": [${GOOD}, {"name": "odd", "inputSchema": {}}, 7], "nextCursor": null, "_meta": null}`;
    const server = await serveReplay({ pages: [page] }, type);
    onTestFinished(() => server.close());
    const rig = startMcp({ s: { url: server.url } });
    const { leftOut } = await rig.until("ready");
    expect(rig.usable).toEqual(["s.good", "s.odd"]);
    expect(leftOut).toEqual([{ name: "#3", reason: expect.stringMatching(/no object/) }]);
  });
});

describe("the tools of a server that the configuration selects", () => {
  const names = ["read_file", "read_dir", "write_file", "delete"];
  const pages = [listText(...names.map((name) => toolText(name)))];

  it.each([
    [{ include: ["read_*"] }, ["read_file", "read_dir"]],
    [{ exclude: ["*_file", "delete"] }, ["read_dir"]],
    [{ includeTools: ["read_*", "delete"], excludeTools: ["*dir*"] }, ["read_file", "delete"]],
    [{ disabledTools: ["write_file"] }, ["read_file", "read_dir", "delete"]],
    [{ includeTools: ["delete(path)"] }, ["delete"]],
    [{ include: [] }, []],
    [{ include: ["*"] }, names],
  ])("are those of %j", async (selection, expected) => {
    const rig = startMcp({ s: replayed({ pages }, selection) });
    const { leftOut } = await rig.until("ready");
    expect(rig.usable).toEqual(expected.map((name) => `s.${name}`));
    expect(leftOut.map(({ name }) => name)).toEqual(names.filter((name) => !expected.includes(name)));
  });

  it("have the time of a call that the configuration sets for the server", async () => {
    const rig = startMcp({ s: replayed({ pages }, { timeout: 7 }), other: replayed({ pages }) });
    await rig.until("ready");
    await expect.poll(() => rig.usable).toHaveLength(2 * names.length);
    expect(rig.tool("s.delete").timeoutMs).toBe(7_000);
    expect(rig.tool("other.delete").timeoutMs).toBe(300_000);
  });
});
