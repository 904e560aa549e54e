import { cutBody, type Fetch, type WireFetchOptions } from "./wire-fetch.ts";

/** How much longer than one event a whole answer may be, on the wire. */
const MAX_EVENTS_OF_FULL_LENGTH = 16;

/**
 * A `fetch` that leaves answers as they come: for packages that read their provider's own protocol. Every
 * byte is a sign of life. A refusal is cut, and an answer fails, beyond a length.
 */
export function createPlainFetch({
  fetch,
  limits,
  signs,
}: Pick<WireFetchOptions, "fetch" | "limits" | "signs">): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const { body, status, statusText, headers } = response;
    if (body === null) return response;
    if (!response.ok) return cutBody(response, body, limits.maxEventLength);
    const maxBytes = limits.maxEventLength * MAX_EVENTS_OF_FULL_LENGTH;
    let length = 0;
    const watched = new TransformStream<Uint8Array, Uint8Array>({
      transform(bytes, controller) {
        signs.report(init?.signal);
        length += bytes.length;
        if (length > maxBytes) controller.error(new Error(`The answer is longer than ${maxBytes} bytes.`));
        else controller.enqueue(bytes);
      },
    });
    return new Response(body.pipeThrough(watched), { status, statusText, headers });
  };
}
