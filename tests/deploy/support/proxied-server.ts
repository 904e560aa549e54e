import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { type SpawnedServer, spawnServer } from "../../cli/spawn-server.ts";
import { createCertificate, PUBLIC_NAME } from "./certificate.ts";
import { findFreePort } from "./free-port.ts";
import type { ProxyProcess, ProxySite } from "./proxy-process.ts";

/** Starts a proxy in front of a server. */
export type StartProxy = (site: ProxySite) => Promise<ProxyProcess>;

/**
 * Time between the server's pings: short for a test, long enough to be answered by a machine that is busy.
 */
const PING_INTERVAL_MS = 800;

/** A server, and a proxy before it that ends TLS. */
export interface ProxiedServer {
  readonly server: SpawnedServer;
  readonly proxy: ProxyProcess;
  /** `wss` address of the server through the proxy. */
  readonly wsUrl: string;
  readonly httpsUrl: string;
  stop(): Promise<void>;
}

/** Starts both; this process trusts the proxy's certificate from then on. The caller stops them. */
export async function startProxiedServer(startProxy: StartProxy): Promise<ProxiedServer> {
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-proxy-"));
  const certificate = await createCertificate(folder);
  setDefaultCACertificates([...getCACertificates("default"), certificate.text]);
  const port = await findFreePort();
  const server = await spawnServer([
    ...["--no-tools", "--allow-host", PUBLIC_NAME, "--trust-proxy", "127.0.0.1"],
    ...["--ping-interval-ms", String(PING_INTERVAL_MS)],
  ]);
  const stopServer = async (): Promise<void> => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const targetPort = Number(new URL(server.url).port);
    const proxy = await startProxy({ folder, certificate, targetPort, port });
    return {
      server,
      proxy,
      wsUrl: `wss://localhost:${port}/ws`,
      httpsUrl: `https://localhost:${port}`,
      async stop() {
        await proxy.stop();
        await stopServer();
      },
    };
  } catch (error) {
    await stopServer();
    throw error;
  }
}
