import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseMcpConfig } from "@aiwhisperer/engine/mcp";
import { expect, it } from "vitest";
import { runCli } from "./cli-process.ts";
import { startServing } from "./spawn-server.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** The JSON of the README that has that key. */
async function exampleWith(key: string): Promise<string> {
  const text = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const blocks = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = ""]) => json);
  return blocks.find((json) => json.includes(`"${key}"`)) ?? "";
}

it("the plan of the README runs unchanged", async () => {
  const folder = await temporaryFolder();
  const file = join(folder, "plan.json");
  await writeFile(file, await exampleWith("tasks"));
  const { url } = await startServing(["--workspace", folder]);
  const { code, stdout } = await runCli(["plan", "run", "--approve", "all", file, "--url", url]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^✓ check {2}completed/m);
  expect(await readFile(join(folder, "hello.txt"), "utf8")).toBe("good day");
});

it("the MCP servers of the README are a configuration", async () => {
  expect(parseMcpConfig(await exampleWith("mcpServers"), {})).toMatchObject([
    { kind: "stdio", name: "everything", command: "npx" },
  ]);
});
