import { connect, createServer, type Socket } from "node:net";

/** A way to a server on which WebSockets can be shut off while pages still load. */
export interface LineGate {
  /** `http://127.0.0.1:…` */
  readonly url: string;
  /** Breaks every WebSocket that stands, and lets no new one through. */
  shut(): void;
  /** Lets WebSockets through again. */
  open(): void;
  stop(): Promise<void>;
}

/** Starts a gate in front of the server on `targetPort`. It is open. */
export async function startLineGate(targetPort: number): Promise<LineGate> {
  let isOpen = true;
  const all = new Set<Socket>();
  const lines = new Set<Socket>();
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
      far.write(head);
      near.pipe(far);
      far.pipe(near);
      if (isLine) lines.add(near.on("close", () => lines.delete(near)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the gate is not listening");
  return {
    url: `http://127.0.0.1:${address.port}`,
    shut() {
      isOpen = false;
      for (const line of lines) line.destroy();
    },
    open() {
      isOpen = true;
    },
    async stop() {
      for (const socket of all) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
