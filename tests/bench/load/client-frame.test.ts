import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocketServer } from "ws";
import { clientFrame } from "./client-frame.ts";

const UPGRADE =
  "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
  "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";

describe("a client's frame", () => {
  it.each([0, 1, 5, 125, 126, 65_535, 65_536])(
    "of %i bytes is read by ws as it was meant",
    async (length) => {
      const text = "abcdefg".repeat(length / 7 + 1).slice(0, length);
      const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
      await once(server, "listening");
      const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
      onTestFinished(() => {
        socket.destroy();
        server.close();
      });
      const connected = once(server, "connection");
      socket.write(UPGRADE);
      const [webSocket] = await connected;
      const received = once(webSocket, "message");
      socket.write(clientFrame(text));
      expect(String((await received)[0])).toBe(text);
    },
  );
});
