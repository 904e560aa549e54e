import { describe, expect, it } from "vitest";
import { parseServerAddress } from "./server-address.ts";

describe("the address of a server", () => {
  it.each([
    ["ws://127.0.0.1:8000/ws", "ws://127.0.0.1:8000/ws"],
    ["http://127.0.0.1:8000", "ws://127.0.0.1:8000/ws"],
    ["https://chat.example.com/#/s/1", "wss://chat.example.com/ws"],
    ["127.0.0.1:9000", "ws://127.0.0.1:9000/ws"],
    ["wss://example.com/ai/ws", "wss://example.com/ai/ws"],
  ])("is taken as people have it: %s", (text, url) => {
    expect(parseServerAddress(text, "--url")).toBe(url);
  });

  it.each(["", "ftp://example.com", "ws://", "a b"])("is not %j", (text) => {
    expect(() => parseServerAddress(text, "--url")).toThrow(
      /^--url: ".*" is not an address of a server, such as ws:/,
    );
  });
});
