import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PUBLIC_NAME } from "./certificate.ts";
import type { ProxyCommand, ProxySite } from "./proxy-process.ts";
import { replaceAll } from "./replace-all.ts";

const SITE = new URL("../../../deploy/Caddyfile", import.meta.url);

/**
 * Without the last one Caddy makes an authority of its own and, where it may, has the whole machine trust it.
 */
const OPTIONS = ["admin off", "auto_https disable_redirects", "skip_install_trust"];

/**
 * Writes `deploy/Caddyfile` with a test's ports and certificate, and before it what keeps Caddy to the test's
 * folder.
 */
export async function prepareCaddy(program: string, site: ProxySite): Promise<ProxyCommand> {
  const { folder, certificate, port, targetPort } = site;
  const accessLog = join(folder, "access.log");
  const names = [PUBLIC_NAME, "localhost", "127.0.0.1"].map((name) => `https://${name}:${port}`).join(", ");
  const text = replaceAll(await readFile(SITE, "utf8"), {
    "{$AIWHISPERER_SITE:ai.example.com} {": `${names} {\n\ttls ${certificate.certificateFile} ${certificate.keyFile}`,
    "{$AIWHISPERER_UPSTREAM:127.0.0.1:8000}": `127.0.0.1:${targetPort}`,
    "\tlog {": `\tlog {\n\t\toutput file ${accessLog}`,
  });
  const file = join(folder, "Caddyfile");
  await writeFile(file, `{\n\t${OPTIONS.join("\n\t")}\n}\n\n${text}`);
  return {
    command: [program, "run", "--adapter", "caddyfile", "--config", file],
    env: { XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder },
    ready: /serving initial configuration/,
    accessLog,
  };
}
