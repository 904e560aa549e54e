import { createClient, isRpcError } from "@aiwhisperer/client";
import { createDemoModel, createModelCatalog, Engine, MemoryEventLog } from "@aiwhisperer/engine";
import { startServer } from "@aiwhisperer/server";
import { pino } from "pino";
import { expect, it } from "vitest";
import { acme, Colour } from "./gen/acme.ts";
import { paintShop } from "./paint-shop.ts";

it("serves and calls a contract of one's own, with its types, beside the interactive one", async () => {
  const models = createModelCatalog({ env: {}, defaultModel: "demo", demo: createDemoModel({ paceMs: 0 }) });
  const engine = new Engine({ log: new MemoryEventLog(), models });
  await engine.start();
  const extensions = [paintShop({ dryingMs: 50 })];
  const server = await startServer(
    { engine, logger: pino({ level: "silent" }), extensions },
    { host: "127.0.0.1", port: 0 },
  );
  const client = createClient({ url: `${server.url.replace("http", "ws")}/ws` });
  const shop = client.use(acme);

  const dried = new Promise((resolve) => {
    shop.on("WallDriedNotification", ({ wall, colour }) => resolve({ wall, colour }));
  });
  expect(await shop.rpc.paint({ wall: "north", coats: 2, colour: Colour.Green })).toEqual({ litres: 5 });
  const refusal = await shop.rpc.paint({ wall: "north", coats: 1 }).catch((error: unknown) => error);
  if (!isRpcError(refusal, acme.errors.WallIsWet))
    throw new Error("the wall should be wet", { cause: refusal });
  expect(refusal.data.dryInMs).toBeGreaterThan(0);
  expect(await dried).toEqual({ wall: "north", colour: Colour.Green });

  const session = await client.startSession();
  let text = "";
  for await (const delta of session.send("count to 3")) text += delta;
  expect(text).toMatch(/1.*2.*3/su);

  client.close();
  await server.close();
  await engine.close();
});

it("refuses params that break the contract, and describes both contracts", async () => {
  const models = createModelCatalog({ env: {}, defaultModel: "demo" });
  const engine = new Engine({ log: new MemoryEventLog(), models });
  await engine.start();
  const extensions = [paintShop({ dryingMs: 0 })];
  const server = await startServer(
    { engine, logger: pino({ level: "silent" }), extensions },
    { host: "127.0.0.1", port: 0 },
  );
  const socket = new WebSocket(`${server.url.replace("http", "ws")}/ws`);
  const answers: unknown[] = [];
  const both = new Promise<void>((resolve) => {
    socket.onmessage = ({ data }) => answers.push(JSON.parse(String(data))) === 2 && resolve();
  });
  socket.onopen = () => {
    const paint = { jsonrpc: "2.0", id: 1, method: "acme.paint", params: { wall: "", coats: 9 } };
    const discover = { jsonrpc: "2.0", id: 2, method: "rpc.discover" };
    socket.send(JSON.stringify(paint));
    socket.send(JSON.stringify(discover));
  };
  await both;
  expect(answers[0]).toMatchObject({ id: 1, error: { code: -32602 } });
  const { methods } = (answers[1] as { result: { methods: { name: string }[] } }).result;
  expect(methods.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["acme.paint", "interactive.startSession"]),
  );
  socket.close();
  await server.close();
  await engine.close();
});
