import { describedContract, type OpenrpcDocument } from "@aiwhisperer/protocol/document";
import type { FastifyInstance } from "fastify";
import { WEBSOCKET_PATH } from "../connection/connection-listener.ts";

/** Serves what tells of the contract: `/openrpc.json`, and the same as AsyncAPI at `/asyncapi.json`. */
export function registerDocuments(http: FastifyInstance, document: OpenrpcDocument): void {
  http.get("/openrpc.json", () => document);
  http.get("/asyncapi.json", async () => {
    // Loaded when it is asked for: a start has no use for it.
    const { asyncapiDocument } = await import("./asyncapi.ts");
    return asyncapiDocument(describedContract(document), WEBSOCKET_PATH);
  });
}
