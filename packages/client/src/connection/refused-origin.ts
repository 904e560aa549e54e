import { CloseCode } from "@aiwhisperer/protocol";
import { TransportError } from "./websocket-transport.ts";

/**
 * Checks whether the server refuses this page's origin, by a plain request to a public path. Returns the
 * error to report: the given one, or a `TransportError` 4403 with the server's text. Outside of pages no
 * origin is sent and nothing is requested.
 */
export async function explainFailedOpen(error: unknown, url: string, signal: AbortSignal): Promise<unknown> {
  const { location } = globalThis as { readonly location?: { readonly origin?: string } };
  const isUnexplained = error instanceof TransportError && error.close.code === CloseCode.Abnormal;
  if (!isUnexplained || location?.origin === undefined) return error;
  try {
    // A POST carries the origin even on the server's own page, and needs no preflight.
    const response = await fetch(new URL("healthz", url.replace(/^ws/, "http")), { method: "POST", signal });
    if (response.status !== 403) return error;
    return new TransportError(url, { code: CloseCode.OriginRefused, reason: (await response.text()).trim() });
  } catch {
    return error;
  }
}
