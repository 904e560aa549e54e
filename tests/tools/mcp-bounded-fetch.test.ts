import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createBoundedFetch } from "../../packages/engine/src/tool/mcp/kit/bounded-fetch.ts";

/** Serves one answer to everybody, on a free port. */
async function serve(answer: (response: ServerResponse) => Promise<void>): Promise<string> {
  const server = createServer((_request, response) => void answer(response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** Writes and waits until the piece has left, so that it arrives apart from the next. */
function write(response: ServerResponse, piece: string): Promise<void> {
  return new Promise((resolve) => response.write(piece, () => resolve()));
}

async function fetchBounded(type: string, pieces: readonly string[]) {
  let excesses = 0;
  const url = await serve(async (response) => {
    response.writeHead(200, { "content-type": type });
    for (const piece of pieces) await write(response, piece);
    response.end();
  });
  const bounded = createBoundedFetch({ maxBytes: 10_000, onExcess: () => (excesses += 1) });
  const response = await bounded(url);
  const text = await response.text().catch(() => undefined);
  return { text, excesses, status: response.status };
}

describe("a fetch with bounded messages", () => {
  it("passes a stream of any length whose messages are short", async () => {
    for (const end of ["\n\n", "\r\n\r\n"]) {
      const pieces = Array.from({ length: 50 }, (_, index) => `data: ${index}${"x".repeat(900)}${end}`);
      const { text, excesses } = await fetchBounded("text/event-stream; charset=utf-8", pieces);
      expect(excesses).toBe(0);
      expect(text?.length).toBe(pieces.join("").length);
    }
  });

  it("breaks off a stream whose message is too long, in however many pieces it comes", async () => {
    const pieces = ["data: short\n\n", "data: ", ...Array.from({ length: 30 }, () => "x".repeat(900))];
    expect(await fetchBounded("text/event-stream", pieces)).toEqual({
      text: undefined,
      excesses: 1,
      status: 200,
    });
  });

  it("takes any other body as one message", async () => {
    const pieces = Array.from({ length: 30 }, () => `${"x".repeat(900)}\n\n`);
    expect(await fetchBounded("application/json", pieces)).toMatchObject({ text: undefined, excesses: 1 });
    expect(await fetchBounded("application/json", ["{}"])).toMatchObject({ text: "{}", excesses: 0 });
  });
});
