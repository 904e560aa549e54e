import { expect, it } from "vitest";
import { systemClock } from "../../kit/clock.ts";
import { DEFAULT_MCP_LIMITS } from "./kit/mcp-limits.ts";
import { ServerProcess } from "./server-process.ts";

it("says how the process ended when a message meets a closed input", async () => {
  const program = `
    require("node:fs").closeSync(0);
    console.log(JSON.stringify({ jsonrpc: "2.0", method: "closed" }));
    setTimeout(() => process.exit(3), 200);`;
  const server = new ServerProcess(
    { kind: "stdio", name: "closing", command: process.execPath, args: ["-e", program], env: {} },
    {
      environment: {},
      programs: { sandbox: undefined, reason: "" },
      clock: systemClock,
      limits: DEFAULT_MCP_LIMITS,
      clean: (text) => text,
    },
  );
  const closed = new Promise((resolve) => {
    server.onmessage = resolve;
  });
  await server.start();
  await closed;
  await expect(server.send({ jsonrpc: "2.0", method: "anything" })).rejects.toMatchObject({ code: "EPIPE" });
  expect(server.endReason).toBe("ended with code 3");
});
