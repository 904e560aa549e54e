import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../cli/temporary-folder.ts";
import { RawClient } from "../support/raw-client.ts";
import { createCertificate } from "./support/certificate.ts";
import { findProgram } from "./support/find-program.ts";
import { findFreePort } from "./support/free-port.ts";
import { prepareNginx } from "./support/nginx.ts";
import { startProxiedServer } from "./support/proxied-server.ts";
import { ProxyProcess, type ProxySite } from "./support/proxy-process.ts";
import { proxySuite } from "./support/proxy-suite.ts";

const nginx = findProgram("nginx");
const openssl = findProgram("openssl");
const program = nginx ?? "nginx";

/** Time for a test that starts a server of its own. */
const TIMEOUT_MS = 60_000;
/** Time without a byte after which the proxy of most tests closes: several pings. */
const READ_TIMEOUT = "2s";

async function startNginx(site: ProxySite, readTimeout = READ_TIMEOUT): Promise<ProxyProcess> {
  const plainPort = await findFreePort();
  return ProxyProcess.start(await prepareNginx(program, { ...site, plainPort, readTimeout }), site.port);
}

describe.skipIf((nginx === undefined || openssl === undefined) && !process.env.CI)(
  "deploy/nginx.conf (skipped where the machine has no nginx or no openssl)",
  () => {
    proxySuite(startNginx);

    it("is a configuration that nginx has nothing to say against", async () => {
      const folder = await temporaryFolder();
      const certificate = await createCertificate(folder);
      const site = { folder, certificate, targetPort: 8000, port: 8443, plainPort: 8080 };
      await prepareNginx(program, site);
      const args = ["-t", "-p", folder, "-c", join(folder, "nginx.conf"), "-e", "stderr"];
      const { stderr } = await promisify(execFile)(program, args);
      expect(stderr.split("\n").filter((line) => !/syntax is ok|test is successful|^$/.test(line))).toEqual(
        [],
      );
    });

    it(
      "ends a line on which no ping comes in time",
      async () => {
        // The server of the suite pings every 800 ms.
        const proxied = await startProxiedServer((site) => startNginx(site, "200ms"));
        onTestFinished(() => proxied.stop());
        const client = await RawClient.connect(proxied.wsUrl);
        expect((await client.closed).code).toBe(1006);
      },
      TIMEOUT_MS,
    );

    it(
      "sends who asks for plain HTTP to the same place over TLS",
      async () => {
        const plainPort = await findFreePort();
        const proxied = await startProxiedServer(async (site) =>
          ProxyProcess.start(await prepareNginx(program, { ...site, plainPort }), site.port),
        );
        onTestFinished(() => proxied.stop());
        const response = await fetch(`http://127.0.0.1:${plainPort}/a?b=c`, { redirect: "manual" });
        expect(response.status).toBe(301);
        expect(response.headers.get("location")).toBe("https://127.0.0.1/a?b=c");
        await response.body?.cancel();
      },
      TIMEOUT_MS,
    );
  },
);
