import { mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { npmServer, startMcp } from "./support/mcp-rig.ts";

async function startInFolder(options: { readonly trustHints?: boolean } = {}) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "aiwhisperer-mcp-")));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const rig = startMcp({
    files: { command: process.execPath, args: [npmServer("server-filesystem"), folder], ...options },
  });
  await rig.until("ready");
  return { folder, rig };
}

describe("server-filesystem", () => {
  it("reads, lists and writes in its folder", async () => {
    const { folder, rig } = await startInFolder();
    await writeFile(join(folder, "old.txt"), "what was there");
    expect(await rig.call("files.read_text_file", { path: join(folder, "old.txt") })).toEqual({
      result: "what was there",
      isError: false,
    });
    await rig.call("files.write_file", { path: join(folder, "new.txt"), content: "what is new" });
    expect(await readFile(join(folder, "new.txt"), "utf8")).toBe("what is new");
    const listing = await rig.call("files.list_directory", { path: folder });
    expect(listing.result).toMatch(/new\.txt[\s\S]*old\.txt/);
  });

  it("refuses what is outside as a failed result", async () => {
    const { rig } = await startInFolder();
    const outcome = await rig.call("files.read_text_file", { path: "/etc/hostname" });
    expect(outcome.isError).toBe(true);
    expect(outcome.result).toMatch(/outside allowed directories/);
  });

  it("is not believed that a tool only reads, unless the operator says so", async () => {
    const { rig } = await startInFolder();
    expect(rig.tool("files.read_text_file")).toMatchObject({
      effect: "execute",
      isRepeatable: false,
      hints: { readOnlyHint: true },
    });
  });

  it("has effects by which its writes are asked about and its reads are not, where the operator trusts its hints", async () => {
    const { rig } = await startInFolder({ trustHints: true });
    expect(rig.tool("files.read_text_file")).toMatchObject({ effect: "read", isRepeatable: true });
    expect(rig.tool("files.create_directory")).toMatchObject({ effect: "write", isRepeatable: true });
    expect(rig.tool("files.write_file")).toMatchObject({ effect: "execute", isRepeatable: true });
    expect(rig.tool("files.edit_file")).toMatchObject({ effect: "execute", isRepeatable: false });
  });
});
