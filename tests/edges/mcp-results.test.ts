import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { BlockWatch } from "../fuzz/support/block-watch.ts";
import { McpRig, startMcp } from "../tools/support/mcp-rig.ts";
import { listText, replayed, serveReplay, toolText } from "./support/replay.ts";

const text = (value: string): string => `{"content": [{"type": "text", "text": ${value}}]}`;
const content = (...items: readonly string[]): string => `{"content": [${items.join(", ")}]}`;
const PNG = "iVBORw0KGgo=";

/** A result as literal JSON, and what the model gets. None of these calls has failed. */
const RESULTS: readonly (readonly [string, string, unknown])[] = [
  ["a text that is a number", text("42"), "42"],
  ["a text that is false", text("false"), "false"],
  ["a text that is an object", text('{"a": [1]}'), '{"a":[1]}'],
  ["a text that is null", text("null"), "[text without content]"],
  ["text without a type", content('{"text": "plain"}'), "plain"],
  ["half a character", text('"a\\ud83d"'), "a\ufffd"],
  ["content that is a text", '{"content": "done"}', "done"],
  ["content that is one piece", '{"content": {"type": "text", "text": "done"}}', "done"],
  ["content that is a number", '{"content": 7}', "7"],
  ["content of bare values", content('"one"', "null", "3", "[]"), "one\n[content that is null]\n3\n[]"],
  ["no content", "{}", "The tool returned no content."],
  ["content that is null", '{"content": null}', "The tool returned no content."],
  ["an empty list of content", '{"content": [], "_meta": null}', "The tool returned no content."],
  ["a blank text", text('" \\n"'), "The tool returned no content."],
  ["a result that is null", "null", "The tool returned no content."],
  ["a result that is a text", '"done"', "done"],
  ["a result that is a list of content", '[{"type": "text", "text": "done"}]', "done"],
  ["a result of unknown members", '{"answer": 42}', '{"answer":42}'],
  ["the old form", '{"toolResult": {"sum": 3}}', '{"sum":3}'],
  ["the old form with a text", '{"toolResult": "three"}', "three"],
  ["_meta that is odd", '{"content": [{"type": "text", "text": "done", "_meta": 4}], "_meta": [1]}', "done"],
  ["annotations that are odd", content('{"type": "text", "text": "done", "annotations": null}'), "done"],
  ["isError that is null", '{"content": "done", "isError": null}', "done"],
  ["isError that is the text false", '{"content": "done", "isError": "false"}', "done"],
  [
    "a data URI in place of base64",
    content('{"type": "text", "text": "done"}', `{"type": "image", "data": "data:image/png;base64,${PNG}"}`),
    "done\n[image: image/png, 8 bytes]",
  ],
  [
    "a data URI that is no base64",
    content('{"type": "image", "data": "data:image/svg+xml,%3Csvg/%3E", "mimeType": null}'),
    "[image: image/svg+xml, 6 bytes]",
  ],
  [
    "an image without a type",
    content(`{"type": "image", "data": "${PNG}"}`),
    "[image: unknown type, 8 bytes]",
  ],
  [
    "an image without data",
    content('{"type": "image", "mimeType": "image/png", "data": null}'),
    "[image: image/png, without data]",
  ],
  [
    "audio with data of another type",
    content('{"type": "audio", "mimeType": 3, "data": {}}'),
    "[audio: unknown type, without data]",
  ],
  [
    "a link without a name",
    content('{"type": "resource_link", "uri": "a://1", "name": null}'),
    "[resource link: a://1]",
  ],
  [
    "a resource that is null",
    content('{"type": "resource", "resource": null}'),
    "[resource without content]",
  ],
  [
    "a resource with an odd address",
    content('{"type": "resource", "resource": {"uri": 5, "text": "inside"}}'),
    "[resource: unknown address, unknown type]\ninside",
  ],
  [
    "a resource with a blob",
    content(`{"type": "resource", "resource": {"uri": "a://2", "blob": "${PNG}", "mimeType": "image/png"}}`),
    "[resource: a://2, image/png, 8 bytes]",
  ],
  [
    "a resource with neither",
    content('{"type": "resource", "resource": {"uri": "a://3"}}'),
    "[resource: a://3, unknown type, without content]",
  ],
  [
    "content of an unknown type",
    content('{"type": "table", "rows": [1, 2]}'),
    '[content of type table]\n{"type":"table","rows":[1,2]}',
  ],
  [
    "content of an unknown type with a text",
    content('{"type": "markdown", "text": "# done"}'),
    "[markdown]\n# done",
  ],
  [
    "content of an unknown type that is large",
    content(`{"type": "video", "data": "${"A".repeat(9_000)}"}`),
    "[content of type video, 9026 characters]",
  ],
  ["structured content alone", '{"structuredContent": {"sum": 3}}', { sum: 3 }],
  ["structured content that is a list", '{"content": [], "structuredContent": [1]}', [1]],
  ["structured content that is null", '{"content": "done", "structuredContent": null}', "done"],
  ["structured content with half a character", '{"structuredContent": {"a": "\\ude00"}}', { a: "\ufffd" }],
  [
    "content that does not fit the output schema",
    '{"content": [{"type": "text", "text": "done"}], "structuredContent": {"s": "not a number"}}',
    "done",
  ],
  ["no structured content although there is an output schema", text('"done"'), "done"],
  [
    "resultType of another revision",
    '{"resultType": "something", "content": [{"type": "text", "text": "done"}]}',
    "done",
  ],
];

/** Whole messages as literal JSON. */
const MESSAGES: readonly (readonly [string, string, unknown])[] = [
  [
    "an error that is null",
    `{"jsonrpc": "2.0", "id": ID, "result": ${text('"done"')}, "error": null}`,
    "done",
  ],
  [
    "members that JSON-RPC does not have",
    `{"jsonrpc": "2.0", "id": ID, "result": ${text('"done"')}, "time": 3}`,
    "done",
  ],
  ["no version", `{"id": ID, "result": ${text('"done"')}}`, "done"],
  ["a version that is a number", `{"jsonrpc": 2.0, "id": ID, "result": ${text('"done"')}}`, "done"],
  ["an id that is a text", `{"jsonrpc": "2.0", "id": "ID", "result": ${text('"done"')}}`, "done"],
  ["a list around it", `[{"jsonrpc": "2.0", "id": ID, "result": ${text('"done"')}}]`, "done"],
];

const name = (index: number, kind: string): string => `${kind}-${index}`;
const SCHEMAS = [
  "",
  ', "outputSchema": {"type": "object", "properties": {"s": {"$ref": "#/$defs/Gone"}}}',
  ', "outputSchema": {"type": "object", "properties": {"s": {"type": "number"}}, "required": ["s"]}',
  ', "outputSchema": null',
  ', "outputSchema": {"$schema": "http://json-schema.org/draft-03/schema#", "type": ["any"]}',
  ', "outputSchema": {"type": "object", "properties": {"s": {"pattern": "^(?<!x)\\\\p{Foo}("}}}',
];

const replay = {
  pages: [
    listText(
      ...RESULTS.map((_, index) => toolText(name(index, "result"), SCHEMAS[index % SCHEMAS.length])),
      ...MESSAGES.map((_, index) => toolText(name(index, "message"))),
      ...["fails", "refuses", "odd-error", "deep"].map((each) => toolText(each)),
    ),
  ],
  results: {
    ...Object.fromEntries(RESULTS.map(([, result], index) => [name(index, "result"), result])),
    fails: '{"content": [{"type": "text", "text": "no such file"}], "isError": "true"}',
    deep: `{"structuredContent": {"a": ${"[".repeat(20_000)}${"]".repeat(20_000)}}}`,
  },
  messages: {
    ...Object.fromEntries(MESSAGES.map(([, message], index) => [name(index, "message"), message])),
    refuses: '{"jsonrpc": "2.0", "id": ID, "error": {"code": "E1", "message": null, "data": {}}}',
    "odd-error": '{"jsonrpc": "2.0", "id": ID, "error": "out of paper"}',
  },
};

describe.each(["a process", "HTTP with JSON", "HTTP with events"])("a result that comes from %s", (from) => {
  let rig: McpRig;
  beforeAll(async () => {
    const type = from.endsWith("JSON") ? "json" : "events";
    const server = from === "a process" ? undefined : await serveReplay(replay, type);
    rig = new McpRig({ s: server === undefined ? replayed(replay) : { url: server.url } });
    rig.servers.start();
    await rig.until("ready");
    return async () => {
      await rig.servers.close();
      await server?.close();
    };
  });

  it.each(RESULTS.map(([title, , expected], index) => [title, expected, index] as const))(
    "with %s reaches the model",
    async (_, result, index) => {
      expect(await rig.call(`s.${name(index, "result")}`)).toEqual({ result, isError: false });
    },
  );

  it.each(MESSAGES.map(([title, , expected], index) => [title, expected, index] as const))(
    "in a message with %s reaches the model",
    async (_, result, index) => {
      expect(await rig.call(`s.${name(index, "message")}`)).toEqual({ result, isError: false });
    },
  );

  it("counts as failed where it says so, and an error as what it says", async () => {
    expect(await rig.call("s.fails")).toEqual({ result: "no such file", isError: true });
    expect(await rig.call("s.odd-error")).toEqual({
      result: expect.stringContaining("out of paper"),
      isError: true,
    });
    expect(await rig.call("s.refuses")).toMatchObject({ isError: true });
  });

  it("is bounded in depth", async () => {
    const { result, isError } = await rig.call("s.deep");
    expect(isError).toBe(false);
    expect(JSON.stringify(result)).toContain("[left out: nested deeper than 100 levels]");
  });

  it("has left the connection as it was", () => {
    expect(rig.statuses.map(({ state }) => state)).toEqual(["ready"]);
  });
});

describe("a result of many megabytes", () => {
  it.each(["json", "events"] as const)("keeps nothing else waiting, as %s", async (type) => {
    const results = { dense: `{"structuredContent": {"a": [${'{"k":1},'.repeat(500_000)}1]}}` };
    const server = await serveReplay({ pages: [listText(toolText("dense"))], results }, type);
    onTestFinished(() => server.close());
    const rig = startMcp({ s: { url: server.url } });
    await rig.until("ready");
    const watch = new BlockWatch();
    onTestFinished(() => watch.stop());
    const { result, isError } = await rig.call("s.dense");
    expect({ isError, length: String(result).length }).toEqual({ isError: false, length: 4_000_009 });
    expect(watch.longestMs).toBeLessThan(750);
  });
});

describe("the credentials of a server", () => {
  it("are removed from odd results, too", async () => {
    const secret = "s3cret-of-the-server";
    const results = {
      text: `{"content": [{"type": "text", "text": {"key": "${secret}"}}, {"type": "${secret}", "x": 1}]}`,
      data: `{"structuredContent": {"${secret}": ["${secret}"]}}`,
      bare: `"${secret}"`,
    };
    const pages = [listText(...Object.keys(results).map((each) => toolText(each)))];
    const rig = startMcp({ s: replayed({ pages, results }, { env: { API_TOKEN: secret } }) });
    await rig.until("ready");
    for (const each of Object.keys(results)) {
      const { result } = await rig.call(`s.${each}`);
      expect(JSON.stringify(result)).toContain("[redacted]");
      expect(JSON.stringify(result)).not.toContain(secret);
    }
  });
});
