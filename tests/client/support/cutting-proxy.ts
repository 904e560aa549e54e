import { connect, createServer, type Server, type Socket } from "node:net";

/** A wire that breaks: passes bytes between clients and a server, and cuts each line after as many bytes from the server as it is told. */
export class CuttingProxy {
  /** Bytes after which the next lines are cut, one number a line; lines after the last number hold. */
  readonly cuts: number[] = [];
  /** Lines that were cut. */
  cutLines = 0;
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

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(near: Socket, far: Socket): void {
    let left = this.cuts.shift() ?? Number.POSITIVE_INFINITY;
    const end = () => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.on("error", end).on("close", () => {
        this.#sockets.delete(socket);
        end();
      });
    }
    near.on("data", (bytes) => far.write(bytes));
    far.on("data", (bytes) => {
      if (bytes.length < left) {
        left -= bytes.length;
        near.write(bytes);
        return;
      }
      this.cutLines += 1;
      near.write(bytes.subarray(0, left), () => near.destroySoon());
      left = Number.POSITIVE_INFINITY;
      far.destroy();
    });
  }
}
