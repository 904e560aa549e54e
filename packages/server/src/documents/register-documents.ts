import { describedContract, type OpenrpcDocument } from "@aiwhisperer/protocol/document";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { WEBSOCKET_PATH } from "../kit/access.ts";
import { type PublicAddress, type PublicAddressSource, publicAddress } from "./public-address.ts";

/** What is served as documents of the contract. */
export interface DocumentsOptions extends PublicAddressSource {
  readonly document: OpenrpcDocument;
}

const NAMES = ["full", "bare"];
const ROLES = ["server", "client"];

/**
 * Serves the contract as OpenRPC at `/openrpc.json` and as AsyncAPI at `/asyncapi.json`, each with the
 * address of this server. `?names=bare` and `?role=client` are the forms for code generators. Another value
 * of either is refused with 400.
 */
export function registerDocuments(http: FastifyInstance, options: DocumentsOptions): void {
  const { document } = options;
  // The forms are loaded on demand: a start has no use for them.
  http.get("/openrpc.json", async (request, reply) => {
    const names = choice(request, "names", NAMES);
    if (names === undefined) return refuse(reply, "names", NAMES);
    const full = { ...document, servers: [openrpcServer(publicAddress(options, request.raw))] };
    if (names === "full") return full;
    const { bareOpenrpc } = await import("./bare-openrpc.ts");
    return bareOpenrpc(full);
  });
  http.get("/asyncapi.json", async (request, reply) => {
    const role = choice(request, "role", ROLES);
    if (role === undefined) return refuse(reply, "role", ROLES);
    const { asyncapiDocument } = await import("./asyncapi.ts");
    const address = publicAddress(options, request.raw);
    return asyncapiDocument(describedContract(document), {
      ...address,
      path: WEBSOCKET_PATH,
      isClient: role === "client",
    });
  });
}

/**
 * The value of a parameter of the address, by default the first one; `undefined` where it is none of them.
 */
function choice({ query }: FastifyRequest, name: string, values: readonly string[]): string | undefined {
  const { [name]: value = values[0] } = query as { readonly [name: string]: unknown };
  return values.find((each) => each === value);
}

function refuse(reply: FastifyReply, name: string, values: readonly string[]): FastifyReply {
  return reply
    .code(400)
    .type("text/plain; charset=utf-8")
    .send(`?${name}= must be ${values.join(" or ")}.\n`);
}

function openrpcServer({ scheme, host }: PublicAddress): object {
  return { name: "this", url: `${scheme}://${host}${WEBSOCKET_PATH}` };
}
