import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runCli } from "../cli/cli-process.ts";
import { CLIENT_SCENARIOS } from "./mcp-client-scenarios.ts";

interface Check {
  readonly id: string;
  readonly status: "SUCCESS" | "FAILURE" | "WARNING" | "INFO";
  readonly errorMessage?: string;
}

const CONFORMANCE = join(
  import.meta.dirname,
  "../../node_modules/@modelcontextprotocol/conformance/dist/index.js",
);
const PRELOAD = join(import.meta.dirname, "../tools/support/on-loopback.ts");
const PROGRAM = join(import.meta.dirname, "mcp-client-program.ts");

function runConformance(...args: readonly string[]) {
  return runCli(args, { command: [process.execPath, "--import", PRELOAD, CONFORMANCE] });
}

/** Runs a scenario against our client; gives how the program ended and what it checked. */
async function runScenario(name: string) {
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-conformance-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const command = `${process.execPath} ${PROGRAM}`;
  const result = await runConformance("client", "--command", command, "--scenario", name, "-o", folder);
  const [run = ""] = await readdir(folder);
  const checks: readonly Check[] = JSON.parse(await readFile(join(folder, run, "checks.json"), "utf8"));
  return { result, checks };
}

const applying = Object.entries(CLIENT_SCENARIOS).flatMap(([name, scenario]) =>
  "calls" in scenario ? [name] : [],
);

describe("the MCP client in the conformance scenarios", () => {
  it.each(applying)("passes %s", async (name) => {
    const { result, checks } = await runScenario(name);
    const failures = checks.filter(({ status }) => status === "FAILURE" || status === "WARNING");
    expect(failures).toEqual([]);
    expect(checks.filter(({ status }) => status === "SUCCESS").length).toBeGreaterThan(0);
    expect(result.code, result.stderr).toBe(0);
  });

  it("has every scenario of the installed version either run or ruled out with a reason", async () => {
    const { stdout } = await runConformance("list", "--client");
    const listed = [...stdout.matchAll(/^ {2}- (\S+)/gm)].map(([, name]) => name);
    expect(listed.length).toBeGreaterThan(0);
    expect(Object.keys(CLIENT_SCENARIOS).sort()).toEqual(listed.sort());
  });
});
