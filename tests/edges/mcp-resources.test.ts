import { createMcpHandler, McpServer, ResourceTemplate } from "@modelcontextprotocol/server";
import { describe, expect, it } from "vitest";
import { startMcp } from "../tools/support/mcp-rig.ts";
import { currentServers } from "./support/current-server.ts";
import { serveWeb } from "./support/web-server.ts";

/** The address of an MCP server with resources: a text, an image, one that fails and a template. */
async function serveLibrary(): Promise<string> {
  const handler = createMcpHandler(() => {
    const server = new McpServer({ name: "library", version: "1.0.0" });
    const plain = { mimeType: "text/plain", description: "How to\nbegin" };
    server.registerResource("guide", "docs://guide", plain, ({ href }) => ({
      contents: [{ uri: href, text: "Begin at the beginning." }],
    }));
    server.registerResource("logo", "docs://logo", { mimeType: "image/png" }, ({ href }) => ({
      contents: [{ uri: href, mimeType: "image/png", blob: Buffer.from("12345").toString("base64") }],
    }));
    server.registerResource("broken", "docs://broken", {}, () => {
      throw new Error("the shelf is empty");
    });
    const template = new ResourceTemplate("docs://page/{number}", { list: undefined });
    server.registerResource("page", template, {}, ({ href }, { number }) => ({
      contents: [{ uri: href, text: `Page ${number}` }],
    }));
    return server;
  });
  const { url } = await serveWeb((request) => handler.fetch(request));
  return `${url}/mcp`;
}

describe("the resources of MCP servers", () => {
  it("are listed with what is known of them, and their templates", async () => {
    const rig = startMcp({ library: { url: await serveLibrary() } });
    await rig.until("ready");
    expect(rig.usable).toEqual(["list_mcp_resources", "read_mcp_resource"]);
    expect(rig.tool("read_mcp_resource")).toMatchObject({ effect: "read", isRepeatable: true });
    const expected = [
      "Server library:",
      "- docs://guide (guide, text/plain): How to begin",
      "- docs://logo (logo, image/png)",
      "- docs://broken (broken)",
      "- template docs://page/{number} (page)",
    ].join("\n");
    expect(await rig.call("list_mcp_resources")).toEqual({ result: expected, isError: false });
    expect(await rig.call("list_mcp_resources", { server: "library" })).toMatchObject({ result: expected });
  });

  it("are read: texts as they are, other data named", async () => {
    const rig = startMcp({ library: { url: await serveLibrary() } });
    await rig.until("ready");
    const read = (uri: string) => rig.call("read_mcp_resource", { server: "library", uri });
    expect(await read("docs://guide")).toEqual({ result: "Begin at the beginning.", isError: false });
    expect(await read("docs://page/7")).toEqual({ result: "Page 7", isError: false });
    expect(await read("docs://logo")).toEqual({
      result: "[docs://logo: image/png, 5 bytes]",
      isError: false,
    });
  });

  it("that cannot be read are refused in words that help", async () => {
    const rig = startMcp({ library: { url: await serveLibrary() } });
    await rig.until("ready");
    const read = (server: string, uri: string) => rig.call("read_mcp_resource", { server, uri });
    expect(await read("library", "docs://nothing")).toMatchObject({
      isError: true,
      result: expect.stringMatching(/^The MCP server library answered with error -32602: .*docs:\/\/nothing/),
    });
    expect(await read("library", "docs://broken")).toMatchObject({ isError: true });
    expect(await read("attic", "docs://guide")).toEqual({
      isError: true,
      result: "No connected MCP server attic has resources. Servers with resources: library.",
    });
  });

  it("are offered while a server that has some is connected only", async () => {
    const handler = createMcpHandler(currentServers());
    const { url } = await serveWeb((request) => handler.fetch(request));
    const rig = startMcp({ now: { url } });
    await rig.until("ready");
    expect(rig.usable).not.toContain("list_mcp_resources");
    const other = startMcp({ library: { url: await serveLibrary() } });
    await other.until("ready");
    await other.servers.close();
    expect(other.usable).toEqual([]);
  });
});
