import { CloseCode } from "@aiwhisperer/protocol";
import { TransportError } from "./websocket-transport.ts";

/**
 * Finds out whether a connection could not be opened because the server refuses the origin of this page, by a plain request to a public path. Returns the
 * error to report: the one given, or a `TransportError` 4403 with the server's words. Outside of pages no origin is sent, and nothing is asked.
 */
export async function explainFailedOpen(error: unknown, url: string, signal: AbortSignal): Promise<unknown> {
  const { location } = globalThis as { readonly location?: { readonly origin?: string } };
  const isUnexplained = error instanceof TransportError && error.close.code === CloseCode.Abnormal;
  if (!isUnexplained || location?.origin === undefined) return error;
  try {
    // A POST has the origin with it also where the page is the server's own, and needs no permission to be sent.
    const response = await fetch(new URL("healthz", url.replace(/^ws/, "http")), { method: "POST", signal });
    if (response.status !== 403) return error;
    return new TransportError(url, { code: CloseCode.OriginRefused, reason: (await response.text()).trim() });
  } catch {
    return error;
  }
}
