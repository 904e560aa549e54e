import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { currentServers } from "./current-server.ts";

/*
 * An MCP server as a process. Writes `cancelled` to its standard error when a call of `wait` is cancelled;
 * `STRICT` refuses older revisions.
 */
const onWait = (signal: AbortSignal): void => {
  process.stderr.write("waiting\n");
  signal.addEventListener("abort", () => process.stderr.write("cancelled\n"), { once: true });
};
serveStdio(currentServers({ onWait }), process.env.STRICT === "1" ? { legacy: "reject" } : {});
