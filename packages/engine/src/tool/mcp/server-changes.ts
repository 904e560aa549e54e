import { type Client, ProtocolError } from "@modelcontextprotocol/client";
import { type Clock, delay, type Timer } from "../../kit/clock.ts";

/** Changes that follow each other this closely are reported once. */
const QUIET_MS = 100;
/** Waits between subscriptions, doubled while they do not last. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/** How a connection learns that its server's list of tools has changed. */
export interface ServerChangesOptions {
  readonly client: Client;
  readonly clock: Clock;
  /** Time that a server has to acknowledge a subscription. */
  readonly timeoutMs: number;
  /** Its abort ends the subscription. */
  readonly signal: AbortSignal;
  readonly onChanged: () => void;
}

/**
 * Reports changes of a server's tools. Servers up to revision 2025-11-25 send them unasked. Later ones send
 * them on a subscription (`subscriptions/listen`), which is opened again whenever it ends; a change may be
 * missed meanwhile, so each further subscription reports one.
 */
export class ServerChanges {
  readonly #options: ServerChangesOptions;
  #quiet: Timer | undefined;

  /** To be called before the client connects. */
  constructor(options: ServerChangesOptions) {
    this.#options = options;
    options.client.setNotificationHandler("notifications/tools/list_changed", () => this.#onNotice());
    options.signal.addEventListener("abort", () => this.#quiet?.cancel(), { once: true });
  }

  /**
   * Subscribes where the server's revision needs it; returns at once. To be called when the client is
   * connected.
   */
  start(): void {
    const { client } = this.#options;
    const hasChanges = client.getServerCapabilities()?.tools?.listChanged === true;
    if (hasChanges && client.getProtocolEra() === "modern") void this.#subscribe();
  }

  #onNotice(): void {
    const { clock, signal, onChanged } = this.#options;
    if (signal.aborted || this.#quiet !== undefined) return;
    this.#quiet = clock.setTimer(QUIET_MS, () => {
      this.#quiet = undefined;
      onChanged();
    });
  }

  async #subscribe(): Promise<void> {
    const { clock, signal } = this.#options;
    for (let short = 0; !signal.aborted; ) {
      const begin = clock.monotonic();
      if (!(await this.#listen())) return;
      short = clock.monotonic() - begin >= LONGEST_WAIT_MS ? 0 : short + 1;
      await delay(clock, Math.min(FIRST_WAIT_MS * 2 ** short, LONGEST_WAIT_MS), signal);
      this.#onNotice();
    }
  }

  /** One subscription until its end. Resolves with whether another one is of use. */
  async #listen(): Promise<boolean> {
    const { client, timeoutMs, signal } = this.#options;
    try {
      const subscription = await client.listen({ toolsListChanged: true }, { timeout: timeoutMs, signal });
      return (await subscription.closed) !== "local";
    } catch (error) {
      // A refusal by the server's own code is final for this connection.
      return !(error instanceof ProtocolError);
    }
  }
}
