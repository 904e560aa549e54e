import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { RawClient } from "../support/raw-client.ts";
import { startObservedServer } from "./support/observed-server.ts";

/** Prometheus' own judge of metrics pages: Debian's package `prometheus` has it. */
const hasPromtool = spawnSync("promtool", ["--version"]).status === 0;

it.skipIf(!hasPromtool && !process.env.CI)(
  `the metrics page passes promtool (${hasPromtool ? "installed" : "there is no promtool"})`,
  async () => {
    const server = await startObservedServer();
    const client = await RawClient.connect(server.wsUrl);
    const { result } = await client.call("startSession", { userId: "ann" });
    const { sessionId } = result as { readonly sessionId: string };
    await client.call("sendUserMessage", { sessionId, message: "hello" });
    await client.until(({ params }) => (params as { readonly status?: number } | undefined)?.status === 4);
    const { text } = await server.scrape();
    const { status, stdout, stderr } = spawnSync("promtool", ["check", "metrics"], { input: text });
    expect({ status, said: `${stdout}${stderr}` }).toEqual({ status: 0, said: "" });
  },
);
