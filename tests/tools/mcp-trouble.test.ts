import { describe, expect, it } from "vitest";
import { ManualClock } from "../support/manual-clock.ts";
import { openLifeLine } from "./support/life-line.ts";
import { isAlive, type McpRig, scriptOf, startMcp } from "./support/mcp-rig.ts";

/** Short times, where a test waits for one of them. */
const QUICK = { mcpPingTimeoutMs: 300, mcpStopGraceMs: 200, mcpRestartDelayMs: 20 };

async function pidOf(rig: McpRig): Promise<number> {
  return Number((await rig.call("unruly.pid")).result);
}

describe("an MCP server that crashes", () => {
  it("fails the call with what is known, and comes back as another process", async () => {
    const rig = startMcp({ unruly: scriptOf("unruly-server.ts") }, { limits: QUICK });
    await rig.until("ready");
    const before = await pidOf(rig);
    const outcome = await rig.call("unruly.crash");
    expect(outcome.isError).toBe(true);
    expect(outcome.result).toMatch(
      /^The MCP server unruly ended with code 7: Error: the disk of .* is on fire\./,
    );
    expect(outcome.result).toMatch(/its effect is unknown.*started again/);
    const failed = rig.statuses.findIndex(({ state }) => state === "failed");
    await rig.until("ready", failed);
    expect(await pidOf(rig)).not.toBe(before);
  });

  it("lists its last tools as unusable until it is back, and says why to who calls one", async () => {
    const rig = startMcp({ unruly: scriptOf("unruly-server.ts") }, { clock: new ManualClock() });
    await rig.until("ready");
    await rig.call("unruly.crash");
    await rig.until("failed");
    expect(rig.usable).toEqual([]);
    expect(rig.unusable("unruly.pid")).toMatch(
      /^The MCP server unruly ended with code 7.* started again at 20/,
    );
    expect(await rig.call("unruly.pid")).toEqual({ result: rig.unusable("unruly.pid"), isError: true });
  });

  it("shows no value of its configured environment", async () => {
    const env = { API_TOKEN: "s3cr3t-of-the-server" };
    const rig = startMcp({ unruly: scriptOf("unruly-server.ts", env) }, { limits: QUICK });
    await rig.until("ready");
    const outcome = await rig.call("unruly.crash");
    const { reason } = await rig.until("failed");
    expect(reason).toBe("ended with code 7: Error: the disk of [redacted] is on fire");
    expect(JSON.stringify([outcome, rig.statuses])).not.toContain(env.API_TOKEN);
  });

  it("is started again after waits that double up to a bound, each shortened at random", async () => {
    const clock = new ManualClock();
    const config = { broken: { command: process.execPath, args: ["-e", "process.exit(3)"] } };
    const limits = { mcpRestartDelayMs: 1_000, maxMcpRestartDelayMs: 5_000 };
    const rig = startMcp(config, { clock, limits, random: () => 0.5 });
    const waits: number[] = [];
    for (let losses = 1; losses <= 4; losses += 1) {
      const failed = await rig.until("failed", rig.statuses.length);
      expect(failed.reason).toBe("ended with code 3");
      const waitMs = failed.nextAttemptAt - clock.now();
      waits.push(waitMs);
      await clock.timerOf(waitMs);
      clock.advance(waitMs);
    }
    expect(waits).toEqual([750, 1_500, 3_000, 3_750]);
  });

  it("begins with the shortest wait again once it was there for long", async () => {
    const clock = new ManualClock();
    const rig = startMcp({ unruly: scriptOf("unruly-server.ts") }, { clock, random: () => 1 });
    const waits: number[] = [];
    for (const readyForMs of [0, 0, 60_000]) {
      const ready = await rig.until("ready", rig.statuses.length);
      expect(ready.tools).toBeGreaterThan(0);
      clock.advance(readyForMs);
      const failing = rig.until("failed", rig.statuses.length);
      await rig.call("unruly.crash");
      const waitMs = (await failing).nextAttemptAt - clock.now();
      waits.push(waitMs);
      await clock.timerOf(waitMs);
      clock.advance(waitMs);
    }
    expect(waits).toEqual([1_000, 2_000, 1_000]);
  });
});

describe("an MCP server that hangs", () => {
  it("is found out when a call is given up, killed and started again", async () => {
    const rig = startMcp({ unruly: scriptOf("unruly-server.ts") }, { limits: QUICK });
    await rig.until("ready");
    const hung = await pidOf(rig);
    const outcome = await rig.call("unruly.hang", {}, { signal: AbortSignal.timeout(50) });
    expect(outcome).toMatchObject({ isError: true });
    const { reason } = await rig.until("failed");
    expect(reason).toBe("did not answer within 0.3 s");
    const failed = rig.statuses.findIndex(({ state }) => state === "failed");
    await rig.until("ready", failed);
    expect(isAlive(hung)).toBe(false);
    expect(await pidOf(rig)).not.toBe(hung);
  });

  it("is detected by a ping between calls, and fails the calls that wait", async () => {
    const clock = new ManualClock();
    const rig = startMcp(
      { unruly: scriptOf("unruly-server.ts") },
      { clock, limits: { mcpStopGraceMs: 200 } },
    );
    await rig.until("ready");
    const pid = await pidOf(rig);
    process.kill(pid, "SIGSTOP");
    await clock.timerOf(30_000);
    clock.advance(30_000);
    await clock.timerOf(10_000);
    const waiting = rig.call("unruly.wait");
    clock.advance(10_000);
    expect((await waiting).result).toMatch(
      /^The MCP server unruly did not answer within 10 s\. wait was running/,
    );
    expect(await rig.until("failed")).toMatchObject({ reason: "did not answer within 10 s" });
    // It does not see that its input was closed; then come SIGTERM and SIGKILL, in the machine's own time.
    await clock.timerOf(200);
    clock.advance(200);
    await rig.servers.close();
    expect(isAlive(pid)).toBe(false);
  });

  it("is left alone while it works, however long", async () => {
    const clock = new ManualClock();
    const rig = startMcp({ unruly: scriptOf("unruly-server.ts") }, { clock });
    await rig.until("ready");
    const cancel = new AbortController();
    const waiting = rig.call("unruly.wait", {}, { signal: cancel.signal });
    await clock.timerOf(30_000);
    clock.advance(3_600_000);
    expect(clock.delays).not.toContain(10_000);
    cancel.abort();
    await waiting;
    expect(rig.statuses.map(({ state }) => state)).toEqual(["ready"]);
  });
});

describe("an MCP server that is slow to start", () => {
  it("delays no other server: others are ready, its tools are absent", async () => {
    const rig = startMcp({ silent: scriptOf("silent-server.ts"), unruly: scriptOf("unruly-server.ts") });
    expect(rig.servers.status()).toEqual([
      { name: "silent", state: "connecting" },
      { name: "unruly", state: "connecting" },
    ]);
    await rig.until("ready");
    expect(rig.servers.status()).toMatchObject([{ state: "connecting" }, { state: "ready", tools: 6 }]);
    expect(rig.usable.filter((name) => name.startsWith("silent."))).toEqual([]);
  });

  it("is given up after its time, and tried again", async () => {
    const limits = { ...QUICK, mcpConnectTimeoutMs: 400 };
    const rig = startMcp({ silent: scriptOf("silent-server.ts") }, { limits });
    expect(await rig.until("failed")).toMatchObject({ reason: "was not ready within 0.4 s" });
    expect(await rig.until("connecting")).toMatchObject({ reason: "was not ready within 0.4 s" });
  });

  it("is not waited for when everything ends", async () => {
    const rig = startMcp({ silent: scriptOf("silent-server.ts") });
    await rig.servers.close();
    expect(rig.servers.status()).toEqual([{ name: "silent", state: "closed" }]);
  });
});

describe("an MCP server that cannot be started", () => {
  it("says that its command is not there", async () => {
    const rig = startMcp({ absent: { command: "no-such-command-anywhere" } });
    const { reason } = await rig.until("failed");
    expect(reason).toBe("could not be started (ENOENT): its command or its folder is not there");
  });

  it("is ready with the tools of so many pages when its list of tools has no end", async () => {
    const rig = startMcp({ endless: scriptOf("endless-server.ts") }, { limits: { maxMcpListPages: 3 } });
    const { tools, leftOut } = await rig.until("ready");
    expect({ tools, reasons: leftOut.map(({ reason }) => reason) }).toEqual({
      tools: 3,
      reasons: ["the list has more than 3 pages (limit maxMcpListPages)"],
    });
  });
});

describe("a list of tools", () => {
  it("is read page by page, and again when the server says that it has changed", async () => {
    const rig = startMcp({ pages: scriptOf("changing-server.ts") });
    await rig.until("ready");
    expect(rig.usable).toEqual(["pages.grow", "pages.first", "pages.second"]);
    const again = rig.until("ready", rig.statuses.length);
    await rig.call("pages.grow");
    expect(await again).toMatchObject({ tools: 4 });
    expect(rig.usable).toContain("pages.tool-3");
  });

  it("is cut at the bound, and says what is left out", async () => {
    const rig = startMcp({ pages: scriptOf("changing-server.ts") }, { limits: { maxMcpTools: 2 } });
    const { leftOut } = await rig.until("ready");
    expect(rig.usable).toEqual(["pages.grow", "pages.first"]);
    expect(leftOut).toEqual([{ name: "second", reason: expect.stringContaining("maxMcpTools") }]);
  });
});

describe("a call", () => {
  it("notifies the server when it is cancelled", async () => {
    const rig = startMcp({ unruly: scriptOf("unruly-server.ts") });
    await rig.until("ready");
    const outcome = await rig.call("unruly.wait", {}, { signal: AbortSignal.timeout(20) });
    expect(outcome).toEqual({ result: "wait was cancelled.", isError: true });
    expect((await rig.call("unruly.cancelled")).result).toMatch(/^\d+$/);
  });

  it("ends the connection when its result is longer than any message may be", async () => {
    const limits = { ...QUICK, maxMcpMessageBytes: 1_000_000 };
    const rig = startMcp({ unruly: scriptOf("unruly-server.ts") }, { limits });
    await rig.until("ready");
    const outcome = await rig.call("unruly.flood");
    expect(outcome.result).toMatch(/sent a message of more than 1000000 bytes/);
  });
});

describe("closing", () => {
  it("leaves neither the server's process nor what it has started", async () => {
    const lifeLine = await openLifeLine();
    const env = { HOLDER_PORT: lifeLine.port, IGNORES_END: "1" };
    const rig = startMcp({ unruly: scriptOf("unruly-server.ts", env) }, { limits: QUICK });
    await rig.until("ready");
    const { ended } = await lifeLine.held();
    const pid = await pidOf(rig);
    await rig.servers.close();
    expect(isAlive(pid)).toBe(false);
    await ended;
    expect(rig.servers.status()).toEqual([{ name: "unruly", state: "closed" }]);
  });

  it("fails the calls that wait", async () => {
    const rig = startMcp({ unruly: scriptOf("unruly-server.ts") });
    await rig.until("ready");
    const waiting = rig.call("unruly.wait");
    await rig.servers.close();
    expect((await waiting).result).toMatch(/^The MCP server unruly was closed\./);
  });

  it("takes the program that a crashed server has left", async () => {
    const lifeLine = await openLifeLine();
    const env = { HOLDER_PORT: lifeLine.port };
    const rig = startMcp({ unruly: scriptOf("unruly-server.ts", env) });
    await rig.until("ready");
    const { ended } = await lifeLine.held();
    await rig.call("unruly.crash");
    await ended;
  });
});
