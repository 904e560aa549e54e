import { connect, createServer, type Socket } from "node:net";

/** A way to a server on which WebSockets can be shut off while pages still load. */
export interface LineGate {
  /** `http://127.0.0.1:…` */
  readonly url: string;
  /** Breaks every open WebSocket, and passes no new one on. */
  shut(): void;
  /** Passes WebSockets on again. */
  open(): void;
  /**
   * Drops all traffic of the open WebSockets without closing them: the state that a machine finds after a
   * sleep.
   */
  silence(): void;
  stop(): Promise<void>;
}

/** What of a gate is not as usual. */
export interface LineGateOptions {
  /**
   * Whether it replaces the Host header by the server's own name, as a misconfigured reverse proxy does: then
   * the page's origin is a foreign one.
   */
  readonly renamesHost?: boolean;
}

/** Starts a gate in front of the server on `targetPort`. It is open. */
export async function startLineGate(
  targetPort: number,
  { renamesHost = false }: LineGateOptions = {},
): Promise<LineGate> {
  let isOpen = true;
  let ownHost = "";
  const pass = (bytes: Buffer) =>
    renamesHost
      ? Buffer.from(
          bytes.toString("latin1").replaceAll(`Host: ${ownHost}`, `Host: 127.0.0.1:${targetPort}`),
          "latin1",
        )
      : bytes;
  const all = new Set<Socket>();
  const lines = new Set<Socket>();
  const fars = new Set<Socket>();
  const server = createServer((near) => {
    all.add(near);
    near.on("error", () => near.destroy()).on("close", () => all.delete(near));
    near.once("data", (head) => {
      const isLine = head.toString("latin1").startsWith("GET /ws");
      if (isLine && !isOpen) {
        near.destroy();
        return;
      }
      const far = connect(targetPort, "127.0.0.1");
      far.on("error", () => near.destroy()).on("close", () => near.destroy());
      near.on("close", () => far.destroy());
      far.write(pass(head));
      near.on("data", (bytes) => far.write(pass(bytes)));
      far.pipe(near);
      if (isLine) {
        lines.add(near.on("close", () => lines.delete(near)));
        fars.add(far.on("close", () => fars.delete(far)));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the gate is not listening");
  ownHost = `127.0.0.1:${address.port}`;
  return {
    url: `http://127.0.0.1:${address.port}`,
    shut() {
      isOpen = false;
      for (const line of lines) line.destroy();
    },
    open() {
      isOpen = true;
    },
    silence() {
      for (const line of lines) {
        line.removeAllListeners("data").resume();
      }
      for (const far of fars) {
        far.unpipe();
        far.resume();
      }
    },
    async stop() {
      for (const socket of all) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
