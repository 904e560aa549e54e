import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runCli } from "./cli-process.ts";

describe("aiwhisperer", () => {
  it("alone shows its help", async () => {
    const { code, stdout, stderr } = await runCli([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const name of ["serve", "chat", "def"]) expect(stdout).toMatch(new RegExp(`^ {2}${name}\\b`, "m"));
  });

  it("prints the version of its package", async () => {
    const manifest = readFileSync(new URL("../../packages/cli/package.json", import.meta.url), "utf8");
    const { version } = JSON.parse(manifest) as { version: string };
    expect(await runCli(["--version"])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  it("ends with 1 for a command that does not exist, and names the one that was meant", async () => {
    const { code, stderr } = await runCli(["serv"]);
    expect(code).toBe(1);
    expect(stderr).toContain("Did you mean serve?");
  });

  it("ends with 1 for a contract with a mistake", async () => {
    expect((await runCli(["def", "check", "packages/protocol/interactive.def"])).code).toBe(0);
    expect((await runCli(["def", "check", "package.json"])).code).toBe(1);
  });
});
