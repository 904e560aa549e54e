import { join } from "node:path";
import { type CliProcess, startCli } from "../../cli/cli-process.ts";
import { npmServer } from "./mcp-rig.ts";

/** server-everything over streamable HTTP, on 127.0.0.1. */
export interface EverythingOverHttp {
  readonly server: CliProcess;
  readonly port: string;
  readonly url: string;
}

/** Starts it on the port, or on a free one; it ends with the test at the latest. Resolves once it listens. */
export async function startEverythingOverHttp(port = "0"): Promise<EverythingOverHttp> {
  const preload = join(import.meta.dirname, "on-loopback.ts");
  const server = startCli(["streamableHttp"], {
    command: [process.execPath, "--import", preload, npmServer("server-everything")],
    env: { PORT: port },
  });
  const [, taken = ""] = await server.waitFor(/listens on port (\d+)\n/, "stderr");
  return { server, port: taken, url: `http://127.0.0.1:${taken}/mcp` };
}
