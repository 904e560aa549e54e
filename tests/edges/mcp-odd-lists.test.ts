import { describe, expect, it } from "vitest";
import { startMcp } from "../tools/support/mcp-rig.ts";
import { json, serveWeb } from "./support/web-server.ts";

const PROMPTS = [
  null,
  7,
  {},
  { name: null },
  {
    name: "good",
    title: null,
    description: 7,
    icons: "none",
    arguments: [null, { name: "file", description: null, required: null }, { required: true }],
  },
  { name: "plain", arguments: null },
];
const RESOURCES = [
  null,
  { name: "without an address" },
  { uri: "docs://a b", name: null, title: 7, size: "big", annotations: 7 },
  { uri: "docs://guide", name: "guide", mimeType: null, size: 3 },
];
const TEMPLATES = [{ name: "x" }, { uriTemplate: "docs://{n}", name: "page", description: null }, "odd"];

const RESULTS: Readonly<Record<string, object>> = {
  initialize: {
    protocolVersion: "2025-06-18",
    capabilities: { tools: {}, prompts: {}, resources: {} },
    serverInfo: { name: "odd", version: "1" },
  },
  ping: {},
  "tools/list": { tools: [] },
  "prompts/list": { prompts: PROMPTS, nextCursor: null },
  "resources/list": { resources: RESOURCES },
  "resources/templates/list": { resourceTemplates: TEMPLATES },
};

async function startOdd() {
  const { url } = await serveWeb(async (request) => {
    if (request.method !== "POST") return new Response(null, { status: 405 });
    const { id, method } = (await request.json()) as { id?: number; method: string };
    if (id === undefined) return new Response(null, { status: 202 });
    const result = RESULTS[method];
    const body = result === undefined ? { error: { code: -32_601, message: "unknown" } } : { result };
    return json({ jsonrpc: "2.0", id, ...body });
  });
  const rig = startMcp({ odd: { url: `${url}/mcp` } });
  await rig.until("ready");
  return rig;
}

describe("an odd entry", () => {
  it("of a list of prompts is left out alone", async () => {
    const rig = await startOdd();
    expect(await rig.servers.prompts.listPrompts()).toEqual([
      { name: "odd.good", arguments: [{ name: "file", required: false }] },
      { name: "odd.plain", arguments: [] },
    ]);
  });

  it("of a list of resources or templates is left out alone", async () => {
    const rig = await startOdd();
    expect(await rig.call("list_mcp_resources")).toEqual({
      result: [
        "Server odd:",
        "- docs://a b (docs://a b)",
        "- docs://guide (guide, 3 bytes)",
        "- template docs://{n} (page)",
      ].join("\n"),
      isError: false,
    });
  });
});
