import { type CloseInfo, errorMessage, type Transport } from "@aiwhisperer/protocol";
import type { Clock } from "../kit/clock.ts";
import { rejectOnAbort } from "../kit/waiting.ts";
import { TransportError } from "./websocket-transport.ts";

/** Options of an attempt to connect. */
export interface OpenAttemptOptions {
  readonly open: (signal: AbortSignal) => Promise<Transport>;
  readonly clock: Clock;
  /** Limit of the attempt. */
  readonly timeoutMs: number;
  readonly onOpened: (transport: Transport) => void;
  readonly onFailed: (close: CloseInfo) => void;
}

/** One attempt to connect. Ends with exactly one of its two callbacks, unless it is abandoned. */
export class OpenAttempt {
  readonly #controller = new AbortController();
  readonly #cancelTimer: () => void;
  #isAbandoned = false;

  constructor(options: OpenAttemptOptions) {
    const { clock, timeoutMs } = options;
    this.#cancelTimer = clock.schedule(timeoutMs, () => {
      this.#controller.abort(new DOMException(`No connection within ${timeoutMs} ms.`, "TimeoutError"));
    });
    void this.#run(options);
  }

  /** Abandons the attempt: no callback follows, and a transport that opens later is closed. */
  abandon(): void {
    this.#isAbandoned = true;
    this.#cancelTimer();
    this.#controller.abort(new DOMException("The connection was closed.", "AbortError"));
  }

  async #run({ open, onOpened, onFailed }: OpenAttemptOptions): Promise<void> {
    const { signal } = this.#controller;
    try {
      const opening = open(signal);
      closeWhenLate(opening, signal);
      const transport = await rejectOnAbort(opening, signal);
      this.#cancelTimer();
      if (this.#isAbandoned) transport.close(1000, "");
      else onOpened(transport);
    } catch (error) {
      this.#cancelTimer();
      if (!this.#isAbandoned) onFailed(toCloseInfo(error));
    }
  }
}

/** Closes a transport that opens after the abort, as `open` may ignore its signal. */
function closeWhenLate(opening: Promise<Transport>, signal: AbortSignal): void {
  opening.then(
    (transport) => {
      if (signal.aborted) transport.close(1000, "");
    },
    () => undefined,
  );
}

function toCloseInfo(error: unknown): CloseInfo {
  if (error instanceof TransportError) return error.close;
  return { code: 1006, reason: errorMessage(error) };
}
