import { randomUUID } from "node:crypto";
import { openTransport } from "../../../http/transport.ts";
import { ChatRepair } from "./chat/chat-repair.ts";
import { MessagesRepair } from "./messages/messages-repair.ts";
import { createPlainFetch } from "./plain-fetch.ts";
import type { StreamRepair, WireLimits } from "./repair/stream-repair.ts";
import { ResponsesRepair } from "./responses/responses-repair.ts";
import type { SignsOfLife } from "./signs-of-life.ts";
import { createWireFetch, type Fetch } from "./wire-fetch.ts";

/**
 * The API that a package speaks; OpenRouter's package reads fewer forms of Chat Completions than the others.
 */
export type WireDialect = "chat" | "openrouter" | "responses" | "messages";

/** A dialect, or `plain` for a package whose answers are left as they come. */
export type FetchKind = WireDialect | "plain";

/** Makes the `fetch` of a package that speaks the dialect. */
export type OpenFetch = (dialect: FetchKind) => Promise<Fetch>;

/** What every request to a provider shares. */
export interface ProviderFetchOptions {
  readonly limits: WireLimits;
  readonly signs: SignsOfLife;
  readonly onDropped?: (count: number) => void;
}

/** Makes what opens a package's `fetch`. The transport is loaded with the first one. */
export function createOpenFetch(options: ProviderFetchOptions): OpenFetch {
  return async (dialect) => {
    const fetch = await openTransport();
    if (dialect === "plain") return createPlainFetch({ ...options, fetch });
    return createWireFetch({ ...options, fetch, createRepair: () => createRepair(dialect, options.limits) });
  };
}

/** Makes the repair of one answer. */
export function createRepair(dialect: WireDialect, limits: WireLimits): StreamRepair {
  switch (dialect) {
    case "chat":
    case "openrouter":
      return new ChatRepair(limits, { isOpenRouter: dialect === "openrouter", newId: newCallId });
    case "responses":
      return new ResponsesRepair(limits, newCallId);
    case "messages":
      return new MessagesRepair(limits, newCallId);
  }
}

/** An id in the form that all providers accept. */
function newCallId(): string {
  return `call_${randomUUID().replaceAll("-", "").slice(0, 24)}`;
}
