import { Server } from "rpc-websockets";
import { roomOf } from "./back-pressure.mjs";
import { CHECKS } from "./params.mjs";
import { SessionBook, userOf } from "./session-book.mjs";

// The same on rpc-websockets. Its own notifications go to all subscribers, so those of a session are sent on its socket.

const NAMESPACE = "/ws";
const book = new SessionBook();
const users = new WeakMap();
const server = new Server({
  host: "127.0.0.1",
  port: 0,
  backlog: 4_096,
  perMessageDeflate: false,
  verifyClient: ({ req }) => userOf(req) !== undefined,
});
server.on("listening", () => process.stdout.write(`listens on ${server.wss.address().port}\n`));
server.on("connection", (webSocket, request) => users.set(webSocket, userOf(request)));

register("startSession", (webSocket, params) => book.start(users.get(webSocket), params));
register("getSession", (webSocket, params) => book.get(users.get(webSocket), params));
register("interactive.echo", (_webSocket, params) => params.message);
register("sendUserMessage", (webSocket, params) =>
  book.send(users.get(webSocket), params, (method, body) => {
    webSocket.send(JSON.stringify({ jsonrpc: "2.0", method, params: body }));
    return roomOf(webSocket);
  }),
);

function register(name, run) {
  server.register(
    name,
    (params, socketId) => {
      if (!CHECKS[name](params)) throw new Error("Invalid params");
      return run(server.of(NAMESPACE).clients().clients.get(socketId), params);
    },
    NAMESPACE,
  );
}
