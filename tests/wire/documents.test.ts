import asyncapiSchema from "@asyncapi/specs/schemas/3.0.0.json" with { type: "json" };
import { Ajv, type ValidateFunction } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { paintShop } from "../../examples/acme/paint-shop.ts";
import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

interface AsyncapiDocument {
  readonly channels: { readonly webSocket: { readonly address: string } };
  readonly operations: { readonly [name: string]: { readonly action: string } };
  readonly components: { readonly messages: object };
}

interface OpenrpcNames {
  readonly methods: readonly { readonly name: string }[];
  readonly "x-notifications": readonly { readonly name: string }[];
  readonly "x-errors": readonly { readonly name: string }[];
  readonly components: { readonly errors: object };
}

let server: TestServer;
let asyncapi: AsyncapiDocument;
let openrpc: OpenrpcNames;

beforeAll(async () => {
  server = await startTestServer({ server: { extensions: [paintShop({ dryingMs: 20 })] } });
  asyncapi = await read<AsyncapiDocument>("/asyncapi.json");
  openrpc = await read<OpenrpcNames>("/openrpc.json");
});

afterAll(() => server.stop());

async function read<T>(path: string): Promise<T> {
  const response = await fetch(server.url + path);
  expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
  return (await response.json()) as T;
}

function judgeOf(schema: object): ValidateFunction {
  // AsyncAPI brings the draft of JSON Schema that it builds on itself.
  return new Ajv({
    strict: false,
    validateFormats: false,
    logger: false,
    meta: false,
    validateSchema: false,
  }).compile(schema);
}

describe("the OpenRPC document", () => {
  it("describes a second contract as well, whose errors and components have its name before theirs", () => {
    expect(openrpc.methods.map(({ name }) => name)).toContain("acme.paint");
    expect(openrpc["x-notifications"].map(({ name }) => name)).toContain("WallDriedNotification");
    const errors = openrpc["x-errors"].map(({ name }) => name);
    expect(errors).toEqual(Object.keys(openrpc.components.errors));
    expect(errors).toEqual(expect.arrayContaining(["SessionNotFound", "Acme.WallIsWet"]));
  });
});

describe("the AsyncAPI document", () => {
  it("satisfies the schema of AsyncAPI 3.0.0, and would not with an operation that does neither", () => {
    const isAsyncapi = judgeOf(asyncapiSchema);
    isAsyncapi(asyncapi);
    expect(isAsyncapi.errors).toBeNull();
    const [name = ""] = Object.keys(asyncapi.operations);
    const operations = { [name]: { ...asyncapi.operations[name], action: "shout" } };
    expect(isAsyncapi({ ...asyncapi, operations })).toBe(false);
  });

  it("has what the server receives and sends on the WebSocket: every method and every notification", () => {
    const actions = Object.fromEntries(
      Object.entries(asyncapi.operations).map(([name, { action }]) => [name, action]),
    );
    expect(actions).toEqual({
      ...Object.fromEntries(openrpc.methods.map(({ name }) => [name, "receive"])),
      ...Object.fromEntries(openrpc["x-notifications"].map(({ name }) => [name, "send"])),
    });
    expect(asyncapi.channels.webSocket.address).toBe("/ws");
  });

  it("has payloads that a conversation's messages satisfy, both ways, and others do not", async () => {
    const ajv = new Ajv({ strict: false, validateFormats: false, logger: false });
    ajv.addSchema({ ...asyncapi, $id: "asyncapi:document" });
    const fits = (name: string, message: unknown): boolean =>
      ajv.validate({ $ref: `asyncapi:document#/components/messages/${name}/payload` }, message);
    const client = await RawClient.connect(server.wsUrl);
    const sent: WireMessage[] = [];
    const ask = async (method: string, params: object): Promise<WireMessage> => {
      sent.push({ jsonrpc: "2.0", id: method, method, params });
      return client.call(method, params, method);
    };
    const { result } = await ask("interactive.startSession", { userId: "ann" });
    const { sessionId } = result as { readonly sessionId: string };
    await ask("interactive.sendUserMessage", { sessionId, message: "hello" });
    await client.until(({ params }) => (params as { status?: number } | undefined)?.status === 4);
    await ask("interactive.listSessions", {});
    await ask("interactive.getSession", { sessionId: "nowhere" });
    client.send({ jsonrpc: "2.0", id: "faulty", method: "interactive.getSession", params: { sessionId: 1 } });
    const [faulty] = (await client.until(({ id }) => id === "faulty")).slice(-1);
    expect(fits("error", { ...faulty, error: { code: -32_602, message: "Invalid params" } })).toBe(false);
    expect(fits("error", { ...faulty, error: { code: 1, message: "unknown" } })).toBe(false);
    await ask("acme.paint", { wall: "north", coats: 2 });
    await ask("acme.paint", { wall: "north", coats: 2 });
    await client.until(({ method }) => method === "WallDriedNotification");
    for (const message of sent)
      expect(fits(String(message.method), message), JSON.stringify(message)).toBe(true);
    for (const message of client.received as WireMessage[]) {
      const answer = "error" in message ? "error" : `${message.id}.result`;
      const name = "method" in message ? String(message.method) : answer;
      expect(fits(name, message), JSON.stringify(message)).toBe(true);
    }
    expect(fits("interactive.sendUserMessage", { ...sent[1], params: { sessionId } })).toBe(false);
    expect(fits("interactive.sendUserMessage.result", client.received[0])).toBe(false);
    client.webSocket.close();
  });
});
