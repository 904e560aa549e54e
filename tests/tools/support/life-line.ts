import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A port that a program under test connects to, so that its end is seen as the end of the connection. */
export class LifeLine {
  readonly #server: Server;
  readonly #connected: Promise<Socket>;

  constructor(server: Server) {
    this.#server = server;
    this.#connected = once(server, "connection").then(([socket]) => socket);
  }

  get port(): string {
    return String((this.#server.address() as AddressInfo).port);
  }

  /** Resolves when the program runs; the promise that it returns resolves when the program has ended. */
  async held(): Promise<{ readonly ended: Promise<unknown> }> {
    const socket = await this.#connected;
    // A killed program may end its connection with a reset.
    socket.on("error", () => undefined);
    socket.resume();
    return { ended: once(socket, "close") };
  }
}

/** Opens a port on the loopback address; closed when the test has finished. */
export async function openLifeLine(): Promise<LifeLine> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return new LifeLine(server);
}
