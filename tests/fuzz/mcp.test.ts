import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseMcpConfig } from "../../packages/engine/src/tool/mcp/config/parse-mcp-config.ts";
import { McpConfigFault } from "../../packages/engine/src/tool/mcp/kit/mcp-config.ts";
import { atMost, countFrom, report } from "../chaos/support/bounds.ts";
import { Random } from "../chaos/support/random.ts";
import { McpRig } from "../tools/support/mcp-rig.ts";
import { BlockWatch } from "./support/block-watch.ts";
import { type McpCase, McpFuzzServer } from "./support/mcp-fuzz-server.ts";
import { CONFIG, GREETING, LIST, RESULT } from "./support/mcp-samples.ts";
import { type Json, mutateJson } from "./support/mutate-json.ts";

const cases = countFrom("FUZZ_MCP", 2_000);
const seed = countFrom("FUZZ_SEED", 1 + Math.floor(Math.random() * 4_000_000_000));
const patienceMs = countFrom("FUZZ_PATIENCE_MS", 15_000);
const AT_ONCE = 4;
/** The longest time for which anything that a server sends may keep everything else from running. */
const MAX_BLOCKED_MS = 750;
const HEALTHY: Json = { name: "healthy", inputSchema: { type: "object" } };

let server: McpFuzzServer;
beforeAll(async () => {
  server = await McpFuzzServer.start();
});
afterAll(() => server.close());

function drawCase(random: Random): McpCase {
  const list = random.chance(0.6) ? mutateJson(LIST, random) : structuredClone(LIST);
  const envelope = random.chance(0.2) ? mutateJson({ error: null, _meta: null, jsonrpc: "2.0" }, random) : {};
  return {
    greeting: random.chance(0.1) ? mutateJson(GREETING, random) : GREETING,
    list: withHealthy(list),
    result: random.chance(0.8) ? mutateJson(RESULT, random) : RESULT,
    isStream: random.chance(0.3),
    envelope: isObject(envelope) ? withoutId(envelope) : {},
  };
}

function withoutId({ id, result, ...envelope }: { [name: string]: Json }): { [name: string]: Json } {
  return envelope;
}

function isObject(value: Json): value is { [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A healthy tool at the end of a list, where there is still one. */
function withHealthy(list: Json): Json {
  if (isObject(list) && Array.isArray(list.tools)) return { ...list, tools: [...list.tools, HEALTHY] };
  return list;
}

/** What is wrong with how the case went; `undefined` where nothing is. */
async function runCase(drawn: McpCase, path: string): Promise<string | undefined> {
  server.cases.set(path, drawn);
  const rig = new McpRig({ s: { url: server.urlOf(path) } }, { limits: { mcpStopGraceMs: 100 } });
  let finding: string | undefined;
  const work = async (): Promise<void> => {
    rig.servers.start();
    await Promise.race([rig.until("ready"), rig.until("failed")]);
    finding = await examine(rig, drawn);
  };
  if (!(await atMost(patienceMs, work()))) finding = "hangs";
  await rig.servers.close();
  server.cases.delete(path);
  return finding;
}

async function examine(rig: McpRig, drawn: McpCase): Promise<string | undefined> {
  const [status] = rig.statuses;
  if (status?.state !== "ready")
    return drawn.greeting === GREETING ? `is ${JSON.stringify(status)}` : undefined;
  for (const name of rig.usable.filter((each) => each.startsWith("s.") && each !== "s.healthy")) {
    const { isError } = await rig.call(name, { path: "x" });
    if (isError === true && !mayFail(drawn)) return `reports the call of ${name} as failed`;
  }
  const hasHealthy =
    isObject(drawn.list) && Array.isArray(drawn.list.tools) && drawn.list.tools.includes(HEALTHY);
  // A greeting without tools, though with resources, is one of a server that has none.
  if (!hasHealthy || (drawn.greeting !== GREETING && !rig.usable.includes("s.healthy"))) return undefined;
  // A tool of the same name before it is the healthy one.
  const outcome = await rig.call("s.healthy");
  return outcome.result === "well" ? undefined : `breaks the healthy tool: ${JSON.stringify(outcome)}`;
}

/** Only a server that says so reports a failure: in the result, or by an error in place of it. */
function mayFail({ result, envelope }: McpCase): boolean {
  const saysSo = isObject(result) && [true, "true"].some((yes) => result.isError === yes);
  const hasError = isObject(envelope.error ?? null) || (envelope.error != null && result === null);
  return saysSo || hasError || (isObject(result) && result.resultType === "input_required");
}

describe("an MCP server that sends anything", () => {
  it(
    "costs neither the process nor its own healthy tools, and never blocks",
    async () => {
      report(`mcp: FUZZ_MCP=${cases} FUZZ_SEED=${seed}`);
      const random = new Random(seed);
      const watch = new BlockWatch();
      const findings: string[] = [];
      let drawn = 0;
      const work = async (): Promise<void> => {
        while (drawn < cases && findings.length < 5) {
          const number = drawn++;
          const next = drawCase(random.fork());
          const finding = await runCase(next, `/${number}`);
          if (finding !== undefined)
            findings.push(`case ${number} ${finding}: ${JSON.stringify(next).slice(0, 3_000)}`);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      watch.stop();
      report(`mcp: ${JSON.stringify({ cases: drawn, longestBlockMs: watch.longestMs })}`);
      expect(findings).toEqual([]);
      expect(watch.longestMs).toBeLessThan(MAX_BLOCKED_MS);
    },
    60_000 + cases * 100,
  );
});

describe("a configuration of MCP servers that has anything in it", () => {
  it("is refused as a whole with a reason, or costs no other entry", () => {
    const random = new Random(seed);
    let longestMs = 0;
    for (let number = 0; number < cases; number += 1) {
      const config = mutateJson(CONFIG, random);
      const servers = isObject(config) ? config.mcpServers : undefined;
      const hasGood = isObject(servers ?? null);
      if (isObject(config) && isObject(servers ?? null)) {
        config.mcpServers = { ...(servers as object), good: { command: "x" } };
      }
      const before = process.cpuUsage();
      const read = tryParse(JSON.stringify(config));
      const { user, system } = process.cpuUsage(before);
      longestMs = Math.max(longestMs, (user + system) / 1_000);
      if (hasGood && read !== undefined)
        expect(read, `seed ${seed}, case ${number}`).toContainEqual(
          expect.objectContaining({ name: "good", kind: "stdio" }),
        );
    }
    expect(longestMs).toBeLessThan(MAX_BLOCKED_MS);
  });
});

/** `undefined` for a file that is nested too deep: it is refused as a whole, with that reason. */
function tryParse(text: string): readonly object[] | undefined {
  try {
    return parseMcpConfig(text, {});
  } catch (error) {
    if (error instanceof McpConfigFault) return /nested too deep/.test(error.message) ? undefined : [];
    throw error;
  }
}
