import { once } from "node:events";
import { createServer } from "node:http";
import { Server } from "socket.io";
import { CHECKS } from "./params.mjs";
import { SessionBook, userOf } from "./session-book.mjs";

// The same on Socket.IO, WebSocket alone: requests are events with an acknowledgement.

/** Packets that may wait for one client before its answer is held. */
const MAX_WAITING_PACKETS = 1_000;

const book = new SessionBook();
const http = createServer();
const io = new Server(http, {
  transports: ["websocket"],
  perMessageDeflate: false,
  serveClient: false,
  allowRequest: (request, done) => done(null, userOf(request) !== undefined),
});

io.on("connection", (socket) => {
  const user = userOf(socket.request);
  const push = (method, params) => {
    socket.emit(method, params);
    return socket.conn.writeBuffer.length > MAX_WAITING_PACKETS ? once(socket.conn, "drain") : undefined;
  };
  answer(socket, "startSession", (params) => book.start(user, params));
  answer(socket, "getSession", (params) => book.get(user, params));
  answer(socket, "interactive.echo", (params) => params.message);
  answer(socket, "sendUserMessage", (params) => book.send(user, params, push));
});

function answer(socket, method, run) {
  socket.on(method, (params, acknowledge) => {
    if (!CHECKS[method](params)) return acknowledge({ error: "Invalid params" });
    try {
      acknowledge({ result: run(params) });
    } catch (error) {
      acknowledge({ error: error.message });
    }
  });
}

http.listen({ host: "127.0.0.1", port: 0, backlog: 4_096 }, () => {
  process.stdout.write(`listens on ${http.address().port}\n`);
});
