import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { prepareCaddy } from "./support/caddy.ts";
import { findProgram } from "./support/find-program.ts";
import { ProxyProcess } from "./support/proxy-process.ts";
import { proxySuite } from "./support/proxy-suite.ts";

const caddy = findProgram("caddy");
const openssl = findProgram("openssl");
const program = caddy ?? "caddy";
const FILE = new URL("../../deploy/Caddyfile", import.meta.url).pathname;

describe.skipIf((caddy === undefined || openssl === undefined) && !process.env.CI)(
  "deploy/Caddyfile (skipped where the machine has no caddy or no openssl)",
  () => {
    proxySuite(async (site) => ProxyProcess.start(await prepareCaddy(program, site), site.port));

    it("is formed as Caddy forms its files, and accepted unchanged", async () => {
      const args = ["--adapter", "caddyfile", "--config", FILE];
      const { stdout, stderr } = await promisify(execFile)(program, ["adapt", ...args]);
      expect(stderr).toBe("");
      expect(stdout).toContain('"dial":"127.0.0.1:8000"');
      expect(stdout).toContain("ai.example.com");
    });
  },
);
