/** An exception that no one meant for the other side. */
export interface PeerFault {
  /** The error that the other side receives instead of the exception. */
  readonly correlationId: string;
  /** Name of the method or notification that was being handled. */
  readonly method: string;
  readonly error: unknown;
}

/** Where a peer's faults go. */
export interface FaultReportOptions {
  /** Without it a fault becomes an uncaught exception of the program, so that none is silent. */
  readonly onFault?: ((fault: PeerFault) => void) | undefined;
  readonly newCorrelationId?: (() => string) | undefined;
}

/** Takes the exceptions of handlers and listeners, so that none reaches the transport and none is lost. */
export class FaultReport {
  readonly #onFault: (fault: PeerFault) => void;
  readonly #newCorrelationId: () => string;

  constructor(options: FaultReportOptions) {
    this.#onFault = options.onFault ?? ((fault) => throwUncaught(fault.error));
    this.#newCorrelationId = options.newCorrelationId ?? randomCorrelationId;
  }

  /** Reports an exception. Returns the id to send to the other side. Never throws. */
  report(method: string, error: unknown): string {
    const correlationId = this.#newCorrelationId();
    try {
      this.#onFault({ correlationId, method, error });
    } catch (failure) {
      throwUncaught(failure);
    }
    return correlationId;
  }

  /** Runs code of the embedding program and reports what it throws. Never throws. */
  guard(method: string, callback: () => void): void {
    try {
      callback();
    } catch (error) {
      this.report(method, error);
    }
  }
}

/** Throws where nothing of the peer's is on the stack. */
function throwUncaught(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

/** Not `randomUUID`, which browsers keep from pages that are not served securely. */
function randomCorrelationId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
