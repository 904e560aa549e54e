import { connect, createServer, type Server, type Socket } from "node:net";

/**
 * Where a link breaks: after that many bytes of one side. The other side gets those, and neither gets
 * anything more.
 */
export interface Cut {
  readonly from: "client" | "server";
  readonly afterBytes: number;
}

/**
 * A wire that breaks: passes bytes between clients and a server, and cuts each connection where the test
 * says.
 */
export class CuttingProxy {
  /** Where the next links are cut, one entry a link; links after the last entry hold. */
  readonly cuts: Cut[] = [];
  /** Lines that were cut. */
  cutLinks = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Starts one in front of the server on `targetPort`. */
  static async start(targetPort: number): Promise<CuttingProxy> {
    const server = createServer();
    const proxy = new CuttingProxy(server);
    server.on("connection", (near) => proxy.#join(near, connect(targetPort, "127.0.0.1")));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get url(): string {
    const address = this.#server.address();
    if (typeof address !== "object" || address === null) throw new Error("the proxy is not listening");
    return `ws://127.0.0.1:${address.port}/ws`;
  }

  /** Breaks every open connection. */
  cutAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.cutAll();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(near: Socket, far: Socket): void {
    const cut = this.cuts.shift();
    const end = () => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.on("error", end).on("close", () => {
        this.#sockets.delete(socket);
        // What is on its way to the other end arrives there first.
        for (const other of [near, far]) other.destroySoon();
      });
    }
    this.#pass(near, far, cut?.from === "client" ? cut.afterBytes : Number.POSITIVE_INFINITY);
    this.#pass(far, near, cut?.from === "server" ? cut.afterBytes : Number.POSITIVE_INFINITY);
  }

  #pass(source: Socket, target: Socket, cutAfter: number): void {
    let left = cutAfter;
    source.on("data", (bytes) => {
      if (bytes.length < left) {
        left -= bytes.length;
        target.write(bytes);
        return;
      }
      if (!target.writable) return;
      this.cutLinks += 1;
      target.end(bytes.subarray(0, left), () => target.destroySoon());
      left = Number.POSITIVE_INFINITY;
      source.destroy();
    });
  }
}
