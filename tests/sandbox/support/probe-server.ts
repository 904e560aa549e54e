import { execFile } from "node:child_process";
import { listed, serveLines, text } from "../../tools/support/line-server.ts";

/* A server whose tool `run` runs a command and returns its output. */

serveLines({
  initialize: () => ({
    protocolVersion: "2025-11-25",
    capabilities: { tools: {} },
    serverInfo: { name: "probe-server", version: "1.0.0" },
  }),
  "tools/list": () => ({ tools: [listed("run")] }),
  "tools/call": ({ params }) => {
    const { command } = (params?.arguments ?? {}) as { readonly command?: string };
    return new Promise((resolve) =>
      execFile("/bin/sh", ["-c", command ?? ""], (_error, output, errors) =>
        resolve(text(`${output}${errors}`)),
      ),
    );
  },
});
