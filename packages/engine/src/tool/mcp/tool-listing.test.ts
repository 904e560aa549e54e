import { describe, expect, it } from "vitest";
import { DEFAULT_MCP_LIMITS } from "./kit/mcp-limits.ts";
import { isLeftOut, readTool, type ServerTool, type ToolHints } from "./listing/read-tool.ts";
import { toToolListing } from "./tool-listing.ts";

function list(...entries: readonly object[]) {
  return listAs({ trustsHints: false }, entries);
}

function listAs({ trustsHints }: { readonly trustsHints: boolean }, entries: readonly object[]) {
  const read = entries.map((entry, place) => readTool(entry, place, DEFAULT_MCP_LIMITS));
  const tools = read.filter((each): each is ServerTool => !isLeftOut(each));
  const call = ({ name }: ServerTool) => Promise.resolve({ result: name });
  const limits = DEFAULT_MCP_LIMITS;
  const owner = { server: "srv", selection: {}, limits, timeoutMs: 300_000, trustsHints, call };
  return toToolListing({ tools, leftOut: read.filter(isLeftOut) }, owner);
}

function hinted(annotations: ToolHints) {
  const [tool] = listAs({ trustsHints: true }, [{ name: "t", annotations }]).tools;
  return { effect: tool?.effect, isRepeatable: tool?.isRepeatable };
}

describe("toToolListing", () => {
  it("names a tool by its server and calls it by its own name", async () => {
    const inputSchema = { type: "object" as const, required: ["path"] };
    const [tool] = list({ name: "read.file", description: "Reads", inputSchema }).tools;
    expect(tool).toMatchObject({
      name: "srv.read.file",
      description: "Reads",
      inputSchema,
      timeoutMs: 300_000,
    });
    const run = {
      sessionId: "s",
      toolCallId: "c",
      signal: new AbortController().signal,
      progress: () => undefined,
      ask: async () => ({ kind: "cancelled" }) as const,
    };
    expect(await tool?.run({}, run)).toEqual({ result: "read.file" });
  });

  it("describes a tool by its title, or at least by its name", () => {
    const { tools } = list(
      { name: "a", title: "Title" },
      { name: "b", annotations: { title: "Hint" } },
      { name: "c" },
    );
    expect(tools.map(({ description }) => description)).toEqual(["Title", "Hint", "c of the MCP server srv"]);
  });

  it("takes a tool without hints for the worst", () => {
    expect(hinted({})).toEqual({ effect: "execute", isRepeatable: false });
  });

  it("believes no hint of a server that the operator does not trust", () => {
    const annotations = { readOnlyHint: true, destructiveHint: false, openWorldHint: false };
    const [tool] = list({ name: "t", annotations }).tools;
    expect(tool).toMatchObject({ effect: "execute", isRepeatable: false, hints: annotations });
  });

  it("reads trusted hints as effects", () => {
    expect(hinted({ readOnlyHint: true })).toEqual({ effect: "read", isRepeatable: true });
    expect(hinted({ destructiveHint: false, openWorldHint: false, idempotentHint: true })).toEqual({
      effect: "write",
      isRepeatable: true,
    });
    expect(hinted({ destructiveHint: true, openWorldHint: false }).effect).toBe("execute");
    expect(hinted({ destructiveHint: false, openWorldHint: true }).effect).toBe("execute");
    expect(hinted({ destructiveHint: false }).effect).toBe("execute");
  });

  it("leaves out what could not be called, with the reason", () => {
    const { tools, leftOut } = list(
      { name: "fine" },
      { name: "fine" },
      { name: "x".repeat(125) },
      { name: "later", execution: { taskSupport: "required" } },
    );
    expect(tools.map(({ name }) => name)).toEqual(["srv.fine"]);
    expect(leftOut.map(({ name }) => name)).toEqual(["fine", "x".repeat(125), "later"]);
    expect(leftOut.map(({ reason }) => reason.slice(0, 12))).toEqual([
      "another tool",
      "its name is ",
      "it runs as a",
    ]);
  });
});
