import { connect, createServer, type Server, type Socket } from "node:net";
import { setImmediate, setTimeout } from "node:timers/promises";

/** What befalls one direction of a line once so many bytes have passed it. */
export interface WireFault {
  readonly at: number;
  /**
   * `cut` ends both directions, `halfClose` this one alone; `delay` holds it up for `amount` milliseconds;
   * `throttle` lets no more than `amount` bytes pass at a time from then on.
   */
  readonly kind: "cut" | "halfClose" | "delay" | "throttle";
  readonly amount: number;
}

/** The faults of one line, each direction's in the order of their places. */
export interface LineFaults {
  readonly fromServer: readonly WireFault[];
  readonly toServer: readonly WireFault[];
}

/**
 * Passes bytes between clients and a server over lines that are faulty, one after the other, until there are
 * no more faults.
 */
export class FaultyWire {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Starts one before the server on `targetPort`. The first open connection has the first faults. */
  static async start(targetPort: number, faults: readonly LineFaults[]): Promise<FaultyWire> {
    const server = createServer({ allowHalfOpen: true });
    const wire = new FaultyWire(server);
    const waiting = [...faults];
    server.on("connection", (near) => {
      const far = connect({ port: targetPort, host: "127.0.0.1", allowHalfOpen: true });
      wire.#join(near, far, waiting.shift() ?? { fromServer: [], toServer: [] });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return wire;
  }

  get url(): string {
    const address = this.#server.address();
    if (typeof address !== "object" || address === null) throw new Error("the wire is not listening");
    return `ws://127.0.0.1:${address.port}/ws`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(near: Socket, far: Socket, faults: LineFaults): void {
    const cut = (): void => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      // A reset is one of the ways in which a line ends; the other side learns it by the cut.
      socket.on("error", cut).on("close", () => this.#sockets.delete(socket));
    }
    void new Direction(near, far, { faults: faults.toServer, cut }).run();
    void new Direction(far, near, { faults: faults.fromServer, cut }).run();
  }
}

class Direction {
  readonly #source: Socket;
  readonly #sink: Socket;
  readonly #faults: WireFault[];
  readonly #cut: () => void;
  #passed = 0;
  #pieceLength = Number.POSITIVE_INFINITY;

  constructor(
    source: Socket,
    sink: Socket,
    { faults, cut }: { faults: readonly WireFault[]; cut: () => void },
  ) {
    this.#source = source;
    this.#sink = sink;
    this.#faults = [...faults];
    this.#cut = cut;
  }

  /** Passes bytes until the source has ended or the line is cut. Never rejects. */
  async run(): Promise<void> {
    try {
      for await (const bytes of this.#source) await this.#pass(bytes as Buffer);
      this.#sink.end();
    } catch {
      // The source was destroyed or reset while it was being read: that is the end of the line.
      this.#cut();
    }
  }

  async #pass(bytes: Buffer): Promise<void> {
    let rest = bytes;
    while (rest.length > 0) {
      const [fault] = this.#faults;
      const untilFault = fault === undefined ? rest.length : fault.at - this.#passed;
      if (fault !== undefined && untilFault <= 0) {
        this.#faults.shift();
        await this.#suffer(fault);
        continue;
      }
      const piece = rest.subarray(0, Math.min(untilFault, this.#pieceLength));
      rest = rest.subarray(piece.length);
      this.#passed += piece.length;
      if (this.#sink.writable) this.#sink.write(piece);
      if (this.#pieceLength !== Number.POSITIVE_INFINITY) await setImmediate();
    }
  }

  async #suffer({ kind, amount }: WireFault): Promise<void> {
    if (kind === "cut") this.#cut();
    else if (kind === "halfClose") this.#sink.end();
    else if (kind === "throttle") this.#pieceLength = Math.max(1, amount);
    else await setTimeout(amount);
  }
}
