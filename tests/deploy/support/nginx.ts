import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ProxyCommand, ProxySite } from "./proxy-process.ts";
import { replaceAll } from "./replace-all.ts";

const SITE = new URL("../../../deploy/nginx.conf", import.meta.url);

/** What a test wants otherwise than `deploy/nginx.conf` has it. */
export interface NginxSite extends ProxySite {
  /** Port for plain HTTP. */
  readonly plainPort: number;
  /** Default: what the file has. */
  readonly readTimeout?: string;
}

/**
 * Writes `deploy/nginx.conf` with a test's ports and files, and around it what a distribution's own
 * configuration has.
 */
export async function prepareNginx(program: string, site: NginxSite): Promise<ProxyCommand> {
  const { folder } = site;
  const accessLog = join(folder, "access.log");
  await mkdir(join(folder, "temporary"));
  await writeFile(join(folder, "site.conf"), renderSite(await readFile(SITE, "utf8"), site, accessLog));
  await writeFile(join(folder, "nginx.conf"), mainConfiguration(folder));
  return {
    command: [program, "-p", folder, "-c", join(folder, "nginx.conf"), "-e", "stderr"],
    ready: /\[notice\].*RLIMIT_NOFILE/,
    accessLog,
  };
}

function renderSite(text: string, site: NginxSite, accessLog: string): string {
  const { certificate, port, plainPort, targetPort, readTimeout } = site;
  return replaceAll(text, {
    // A machine may be without IPv6.
    "listen [::]:80;": "",
    "listen [::]:443 ssl;": "",
    "listen 80;": `listen 127.0.0.1:${plainPort};`,
    "listen 443 ssl;": `listen 127.0.0.1:${port} ssl;`,
    "server 127.0.0.1:8000;": `server 127.0.0.1:${targetPort};`,
    "/etc/letsencrypt/live/ai.example.com/fullchain.pem": certificate.certificateFile,
    "/etc/letsencrypt/live/ai.example.com/privkey.pem": certificate.keyFile,
    "/var/log/nginx/aiwhisperer.log": accessLog,
    ...(readTimeout === undefined ? {} : { "proxy_read_timeout 90s;": `proxy_read_timeout ${readTimeout};` }),
  });
}

/** One process, so that its end is the end of all of it. */
function mainConfiguration(folder: string): string {
  const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return [
    "daemon off;",
    "master_process off;",
    `pid ${folder}/nginx.pid;`,
    "error_log stderr notice;",
    "events { worker_connections 256; }",
    "http {",
    ...kinds.map((kind) => `  ${kind}_temp_path ${folder}/temporary/${kind};`),
    `  include ${folder}/site.conf;`,
    "}",
    "",
  ].join("\n");
}
