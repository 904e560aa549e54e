import { aiwhisperer, aiwhispererInMemory } from "./aiwhisperer.ts";
import { fastapi } from "./fastapi.ts";
import { nodePeer } from "./node-peer.ts";
import type { Subject } from "./subject.ts";

/** Everything that can be measured, this project's server first. */
export const SUBJECTS: readonly Subject[] = [
  aiwhisperer,
  aiwhispererInMemory,
  fastapi,
  nodePeer({ name: "ws", packageName: "ws", title: "plain ws", dialect: "json-rpc" }),
  nodePeer({
    name: "rpc-websockets",
    packageName: "rpc-websockets",
    title: "rpc-websockets",
    dialect: "json-rpc",
    hasNativeParts: true,
  }),
  nodePeer({ name: "socket-io", packageName: "socket.io", title: "Socket.IO", dialect: "socket.io" }),
  nodePeer({ name: "trpc", packageName: "@trpc/server", title: "tRPC with zod", dialect: "trpc" }),
];
