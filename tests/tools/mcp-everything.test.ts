import type { ToolProgress } from "@aiwhisperer/engine";
import { describe, expect, it } from "vitest";
import { startEverythingOverHttp } from "./support/everything-over-http.ts";
import { npmServer, startMcp } from "./support/mcp-rig.ts";

const ENTRY = npmServer("server-everything");

const transports: Readonly<Record<string, () => Promise<object>>> = {
  stdio: async () => ({ command: process.execPath, args: [ENTRY] }),
  "streamable HTTP": async () => ({ url: (await startEverythingOverHttp()).url }),
};

async function startEverything(transport: string, options: { readonly trustHints?: boolean } = {}) {
  const config = await transports[transport]?.();
  const rig = startMcp({ every: { ...config, ...options } });
  await rig.until("ready");
  return rig;
}

describe.each(Object.keys(transports))("server-everything over %s", (transport) => {
  it("offers its tools by the server's name, with their hints as effects where the operator trusts them", async () => {
    const rig = await startEverything(transport, { trustHints: true });
    expect(rig.usable).toContain("every.get-sum");
    expect(rig.tool("every.echo")).toMatchObject({ effect: "read", isRepeatable: true });
    expect(rig.tool("every.gzip-file-as-resource")).toMatchObject({ effect: "execute" });
    expect(rig.tool("every.toggle-simulated-logging")).toMatchObject({
      effect: "write",
      isRepeatable: false,
    });
    expect(rig.tool("every.get-sum").inputSchema).toMatchObject({ required: ["a", "b"] });
  });

  it("returns text, and describes other content", async () => {
    const rig = await startEverything(transport);
    expect(await rig.call("every.echo", { message: "hello" })).toEqual({
      result: "Echo: hello",
      isError: false,
    });
    expect(await rig.call("every.get-sum", { a: 2, b: 40 })).toMatchObject({
      result: expect.stringMatching(/42/),
    });
    const image = await rig.call("every.get-tiny-image");
    expect(image.result).toMatch(/\[image: image\/png, 4033 bytes\]/);
    const resource = await rig.call("every.get-resource-reference", { resourceType: "Text", resourceId: 1 });
    expect(resource.result).toMatch(
      /\[resource: demo:\/\/resource\/dynamic\/text\/1, text\/plain\]\nResource 1: /,
    );
  });

  it("keeps that a tool failed, with its own words", async () => {
    const rig = await startEverything(transport);
    const outcome = await rig.call("every.get-sum", { a: "two" });
    expect(outcome.isError).toBe(true);
    expect(outcome.result).toMatch(/expected number/);
  });

  it("passes progress on while an operation runs", async () => {
    const rig = await startEverything(transport);
    const told: ToolProgress[] = [];
    const args = { duration: 0.3, steps: 3 };
    const outcome = await rig.call("every.trigger-long-running-operation", args, {
      onProgress: (progress) => told.push(progress),
    });
    expect(outcome.result).toMatch(/completed/);
    // The last one may come in one piece with the result, and is then of no use to anybody.
    expect(told.slice(0, 2)).toEqual([
      { progress: 1, total: 3 },
      { progress: 2, total: 3 },
    ]);
  });

  it("abandons a call when its signal aborts, and continues others", async () => {
    const rig = await startEverything(transport);
    const cancel = new AbortController();
    const outcome = await rig.call(
      "every.trigger-long-running-operation",
      { duration: 3_600, steps: 36_000 },
      { signal: cancel.signal, onProgress: () => cancel.abort() },
    );
    expect(outcome).toEqual({ result: expect.stringMatching(/cancelled/), isError: true });
    expect(await rig.call("every.echo", { message: "still here" })).toMatchObject({
      result: "Echo: still here",
    });
    expect(rig.statuses.map(({ state }) => state)).not.toContain("failed");
  });
});

describe("the environment of a server's process", () => {
  it("has what its configuration sets and nothing else that may be secret", async () => {
    const environment = { ...process.env, HOST_API_KEY: "not-for-servers", GREETING: "from outside" };
    const env = { PLAIN: "as it is", EXPANDED: `<\${GREETING}>` };
    const rig = startMcp({ every: { command: process.execPath, args: [ENTRY], env } }, { environment });
    await rig.until("ready");
    const { result } = await rig.call("every.get-env");
    const variables = JSON.parse(String(result));
    expect(variables).toMatchObject({
      PLAIN: "as it is",
      EXPANDED: "<from outside>",
      PATH: process.env.PATH,
    });
    expect(variables).not.toHaveProperty("HOST_API_KEY");
  });
});
