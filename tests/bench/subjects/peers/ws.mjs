import { WebSocketServer } from "ws";
import { roomOf } from "./back-pressure.mjs";
import { CHECKS } from "./params.mjs";
import { SessionBook, userOf } from "./session-book.mjs";

// JSON-RPC 2.0 by hand on plain `ws`.

const book = new SessionBook();
const METHODS = {
  startSession: (user, params) => book.start(user, params),
  getSession: (user, params) => book.get(user, params),
  "interactive.echo": (_user, params) => params.message,
  sendUserMessage: (user, params, push) => book.send(user, params, push),
};

const server = new WebSocketServer({
  host: "127.0.0.1",
  port: 0,
  backlog: 4_096,
  perMessageDeflate: false,
  verifyClient: ({ req }) => userOf(req) !== undefined,
});
server.on("listening", () => process.stdout.write(`listens on ${server.address().port}\n`));
server.on("connection", (webSocket, request) => {
  const user = userOf(request);
  const push = (method, params) => {
    webSocket.send(JSON.stringify({ jsonrpc: "2.0", method, params }));
    return roomOf(webSocket);
  };
  webSocket.on("message", (data) => webSocket.send(JSON.stringify(answer(String(data), user, push))));
});

function answer(text, user, push) {
  let request;
  try {
    request = JSON.parse(text);
  } catch {
    return failure(null, -32700, "Parse error");
  }
  const { jsonrpc, id = null, method, params } = request;
  if (jsonrpc !== "2.0" || typeof method !== "string") return failure(id, -32600, "Invalid Request");
  if (!Object.hasOwn(METHODS, method)) return failure(id, -32601, "Method not found");
  if (!CHECKS[method](params)) return failure(id, -32602, "Invalid params");
  try {
    return { jsonrpc: "2.0", id, result: METHODS[method](user, params, push) };
  } catch (error) {
    return failure(id, -32001, error.message);
  }
}

function failure(id, code, message) {
  return { jsonrpc: "2.0", id, error: { code, message } };
}
