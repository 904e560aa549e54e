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

/**
 * Runs a scenario in a revision of the specification against our client. Returns how the program ended and
 * what it checked.
 */
async function runScenario(name: string, revision: string) {
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-conformance-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const command = `${process.execPath} ${PROGRAM}`;
  const inRevision = revision === "extension" ? [] : ["--spec-version", revision];
  const options = ["--command", command, "--scenario", name, "-o", folder, ...inRevision];
  const result = await runConformance("client", ...options);
  const files = await readdir(folder, { recursive: true });
  const file = files.find((path) => path.endsWith("checks.json")) ?? "checks.json";
  const checks: readonly Check[] = JSON.parse(await readFile(join(folder, file), "utf8"));
  return { result, checks };
}

/** Every client scenario of the installed version, with the revisions that it applies to. */
async function listScenarios(): Promise<readonly (readonly [string, readonly string[]])[]> {
  const { stdout } = await runConformance("list", "--client");
  const lines = [...stdout.matchAll(/^ {2}- (\S+) \[(.*)\]$/gm)];
  return lines.map(([, name = "", revisions = ""]) => [name, revisions.split(",")]);
}

const listed = await listScenarios();
const applying = listed.flatMap(([name, revisions]) => {
  const scenario = CLIENT_SCENARIOS[name];
  return scenario === undefined || "doesNotApply" in scenario
    ? []
    : revisions.map((revision) => [name, revision] as const);
});

describe("the MCP client in the conformance scenarios", () => {
  it.each(applying)("passes %s in revision %s", async (name, revision) => {
    const { result, checks } = await runScenario(name, revision);
    const failures = checks.filter(({ status }) => status === "FAILURE" || status === "WARNING");
    expect(failures).toEqual([]);
    expect(checks.filter(({ status }) => status === "SUCCESS").length).toBeGreaterThan(0);
    expect(result.code, result.stderr).toBe(0);
  });

  it("has every scenario of the installed version either run or ruled out with a reason", () => {
    expect(listed.length).toBeGreaterThan(0);
    expect(Object.keys(CLIENT_SCENARIOS).sort()).toEqual(listed.map(([name]) => name).sort());
  });
});
