import { listed, serveLines, text } from "../../tools/support/line-server.ts";

/*
 * An MCP server of the revision `VERSION`. `UNKNOWN` is what it does with a request that it does not know:
 * `exit`, `ignore`, or an error.
 */
const { VERSION = "2025-06-18", UNKNOWN } = process.env;
const unknown = () => {
  if (UNKNOWN === "exit") process.exit(1);
  return undefined;
};
serveLines({
  initialize: () => ({
    protocolVersion: VERSION,
    capabilities: { tools: {} },
    serverInfo: { name: "old", version: "1" },
  }),
  "tools/list": () => ({ tools: [listed("old")] }),
  "tools/call": () => text("done"),
  ...(UNKNOWN === undefined ? {} : { "server/discover": unknown }),
});
