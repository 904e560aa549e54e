import type { CloseInfo, Transport } from "@aiwhisperer/protocol";
import type { Clock } from "../kit/clock.ts";
import { TransportError } from "./websocket-transport.ts";

/** What an attempt to connect is made of. */
export interface OpenAttemptOptions {
  readonly open: (signal: AbortSignal) => Promise<Transport>;
  readonly clock: Clock;
  /** How long it may take. */
  readonly timeoutMs: number;
  readonly onOpened: (transport: Transport) => void;
  readonly onFailed: (close: CloseInfo) => void;
}

/** One attempt to connect: it ends with one of its two callbacks, unless it is given up before. */
export class OpenAttempt {
  readonly #controller = new AbortController();
  readonly #cancelTimer: () => void;
  #isGivenUp = false;

  constructor(options: OpenAttemptOptions) {
    const { clock, timeoutMs } = options;
    this.#cancelTimer = clock.schedule(timeoutMs, () => {
      this.#controller.abort(new DOMException(`No connection within ${timeoutMs} ms.`, "TimeoutError"));
    });
    void this.#run(options);
  }

  /** Nobody is told of its end any more; a link that it brings later is closed. */
  giveUp(): void {
    this.#isGivenUp = true;
    this.#cancelTimer();
    this.#controller.abort(new DOMException("The connection was closed.", "AbortError"));
  }

  async #run({ open, onOpened, onFailed }: OpenAttemptOptions): Promise<void> {
    const { signal } = this.#controller;
    try {
      const transport = await untilAborted(open(signal), signal);
      this.#cancelTimer();
      if (this.#isGivenUp) transport.close(1000, "");
      else onOpened(transport);
    } catch (error) {
      this.#cancelTimer();
      if (!this.#isGivenUp) onFailed(toCloseInfo(error));
    }
  }
}

/** An attempt that does not heed its signal must not hold up the next one; a link that it brings later is closed. */
function untilAborted(opening: Promise<Transport>, signal: AbortSignal): Promise<Transport> {
  const { promise, resolve, reject } = Promise.withResolvers<Transport>();
  signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  const settle = (transport: Transport) => (signal.aborted ? transport.close(1000, "") : resolve(transport));
  opening.then(settle, reject);
  return promise;
}

function toCloseInfo(error: unknown): CloseInfo {
  if (error instanceof TransportError) return error.close;
  return { code: 1006, reason: error instanceof Error ? error.message : String(error) };
}
