import { describe, expect, it } from "vitest";
import { runCli } from "../cli/cli-process.ts";
import { startServing } from "../cli/spawn-server.ts";
import { RawClient } from "../support/raw-client.ts";
import { sendMessage, startSession } from "./support/quota-server.ts";

describe("a served process", () => {
  it("holds the limits that it was started with, also for the one user of a server without authentication", async () => {
    const { wsUrl } = await startServing([
      "--max-turns-per-minute=1",
      "--max-connections-per-user=2",
      "--max-connections-per-address=3",
      "--trust-proxy=198.51.100.0/24",
      "--max-cents-per-session=1",
      "--price=demo=0:0",
    ]);
    const client = await RawClient.connect(wsUrl);
    const sessionId = await startSession(client, "ann");
    expect((await sendMessage(client, sessionId)).error).toBeUndefined();
    expect((await sendMessage(client, sessionId)).error).toMatchObject({
      code: -32020,
      data: { limit: "maxTurnsPerMinute", value: 1 },
    });
    await RawClient.connect(wsUrl);
    expect((await (await RawClient.connect(wsUrl)).closed).reason).toContain("maxConnectionsPerUser");
  });
});

describe("a configuration", () => {
  it("that bounds a cost is refused without prices, and bad prices and networks are", async () => {
    const printed = async (...args: readonly string[]) => {
      const { code, stderr } = await runCli(["serve", "--print-config", ...args]);
      return { code, stderr: stderr.trimEnd() };
    };
    expect(await printed("--max-cents-per-session=100")).toEqual({
      code: 1,
      stderr:
        '--max-cents-per-session: maxCentsPerSession needs to know what models cost: add --price, such as --price "openai:*=1.25:10"',
    });
    expect((await printed("--max-cents-per-session=100", "--price=*=1:2")).code).toBe(0);
    expect((await printed("--price=gpt")).stderr).toContain('"gpt" is not a model\'s name with what');
    expect((await printed("--trust-proxy=10.0.0.0/33")).stderr).toContain(
      "is not an IP address or a network",
    );
  });
});
