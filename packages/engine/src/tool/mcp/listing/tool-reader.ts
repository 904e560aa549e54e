import type { Client, RequestOptions } from "@modelcontextprotocol/client";
import { type Clock, delay } from "../../../kit/clock.ts";
import { startDeadline } from "../../../kit/deadline.ts";
import type { McpLimits } from "../kit/mcp-limits.ts";
import { listServerTools, type ServerListing } from "./list-server-tools.ts";

/** What the tools of a server are read with. */
export interface ToolReaderOptions {
  readonly clock: Clock;
  readonly limits: McpLimits;
  readonly client: Client;
  readonly request: RequestOptions;
  /** Aborts when the connection is lost. */
  readonly lost: AbortSignal;
  /** Called with every list. */
  readonly onTools: (listing: ServerListing) => void;
  /** Called once when the list cannot be read again after a change. */
  readonly onFault: (error: unknown) => void;
}

/**
 * Reads the tools of a server, and again after changes. A server that reports changes without end costs one
 * reading for each `mcpListIntervalMs`; changes that come meanwhile are one.
 */
export class ToolReader {
  readonly #options: ToolReaderOptions;
  #isChanged = false;
  #isReading = false;

  constructor(options: ToolReaderOptions) {
    this.#options = options;
  }

  /**
   * Reads the tools for the first time; changes that come meanwhile are read afterwards. Rejects as
   * `listServerTools` does.
   */
  async start(signal: AbortSignal): Promise<void> {
    this.#isReading = true;
    await this.#read(signal);
    void this.#follow();
  }

  /** To be called when the server says that its tools have changed. */
  change(): void {
    this.#isChanged = true;
    if (!this.#isReading) void this.#follow();
  }

  async #follow(): Promise<void> {
    const { clock, limits, lost, onFault } = this.#options;
    this.#isReading = true;
    while (this.#isChanged && !lost.aborted) {
      await this.#readAgain().catch(onFault);
      await delay(clock, limits.mcpListIntervalMs, lost);
    }
    this.#isReading = false;
  }

  async #readAgain(): Promise<void> {
    const { clock, limits, lost } = this.#options;
    const deadline = startDeadline(clock, limits.mcpConnectTimeoutMs, [lost]);
    try {
      await this.#read(deadline.signal);
    } finally {
      deadline.end();
    }
  }

  async #read(signal: AbortSignal): Promise<void> {
    const { client, limits, request, lost, onTools } = this.#options;
    this.#isChanged = false;
    const listing: ServerListing =
      client.getServerCapabilities()?.tools === undefined
        ? { tools: [], leftOut: [] }
        : await listServerTools(client, limits, { ...request, signal });
    if (!lost.aborted) onTools(listing);
  }
}
