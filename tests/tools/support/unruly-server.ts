import { spawn } from "node:child_process";
import { listed, serveLines, text } from "./line-server.ts";

/*
 * A server whose tools do what tools should not do. With HOLDER_PORT it starts a program that keeps a
 * connection to that port open as long as it lives.
 */

const { HOLDER_PORT, IGNORES_END } = process.env;
const cancelled: number[] = [];

if (HOLDER_PORT !== undefined) {
  const source = `require("node:net").connect(${Number(HOLDER_PORT)}, "127.0.0.1")`;
  spawn(process.execPath, ["-e", source], { stdio: "ignore" });
}

if (IGNORES_END !== undefined) {
  process.on("SIGTERM", () => undefined);
  setInterval(() => undefined, 60_000);
}

const tools: Readonly<Record<string, () => object | undefined>> = {
  pid: () => text(String(process.pid)),
  crash() {
    process.stderr.write(
      `Error: the disk of ${process.env.API_TOKEN} is on fire\n    at crash (server.js:1:1)\n`,
    );
    process.exit(7);
  },
  /** Nothing of this process runs any more, so that it hears neither messages nor SIGTERM. */
  hang() {
    process.on("SIGTERM", () => undefined);
    for (;;);
  },
  wait: () => undefined,
  cancelled: () => text(cancelled.join()),
  flood: () => text("x".repeat(2_000_000)),
};

serveLines({
  "tools/list": () => ({ tools: Object.keys(tools).map((name) => listed(name)) }),
  "tools/call": ({ params }) => tools[params?.name ?? ""]?.(),
  "notifications/cancelled": ({ params }) => {
    if (params?.requestId !== undefined) cancelled.push(params.requestId);
    return undefined;
  },
});
