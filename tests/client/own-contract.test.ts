import { type Contract, type Fault, implement, type Validator } from "@aiwhisperer/protocol";
import type { Connection } from "@aiwhisperer/server";
import { expect, it } from "vitest";
import { createQuickClient } from "./support/quick-client.ts";
import { TappedServer } from "./support/tapped-server.ts";

interface Paint {
  readonly color: string;
}

type AcmeContract = Contract<
  { paint: { params: Paint; result: Paint } },
  { PaintedNotification: Paint },
  Record<string, never>
>;

const paint: Validator<Paint> = {
  is: (value): value is Paint => typeof (value as Partial<Paint> | null)?.color === "string",
  faults: (): Fault[] => [{ path: "/color", message: "expected a string" }],
};

const acme: AcmeContract = {
  namespace: "Acme",
  methods: { paint: { name: "paint", fullName: "acme.paint", params: paint, result: paint, raises: [] } },
  notifications: { PaintedNotification: { name: "PaintedNotification", params: paint } },
  errors: {},
};

const startPainter = (handler: (params: Paint) => Paint) =>
  TappedServer.start({
    server: {
      extensions: [{ implementation: implement<AcmeContract, Connection>(acme, { paint: handler }) }],
    },
  });

it("calls the methods of another contract, and receives its notifications, on the same link", async () => {
  const server = await startPainter((params) => {
    queueMicrotask(() => server.link.notify("PaintedNotification", params));
    return { color: params.color.toUpperCase() };
  });
  const client = createQuickClient(server);
  const { rpc, on } = client.use(acme);
  const painted = Promise.withResolvers<Paint>();
  on("PaintedNotification", painted.resolve);
  expect(await rpc.paint({ color: "red" })).toEqual({ color: "RED" });
  expect(await painted.promise).toEqual({ color: "red" });
  expect(server.links).toHaveLength(1);
  client.close();
  await server.stop();
});

it("never sends a call of another contract twice", async () => {
  let calls = 0;
  const server = await startPainter((params) => {
    calls += 1;
    server.cut();
    return params;
  });
  const client = createQuickClient(server);
  await expect(client.use(acme).rpc.paint({ color: "red" })).rejects.toMatchObject({ outcome: "unknown" });
  await client.rpc.listModels();
  expect(calls).toBe(1);
  client.close();
  await server.stop();
});

it("reports a notification that breaks its declaration", async () => {
  const server = await TappedServer.start();
  const client = createQuickClient(server);
  client.use(acme);
  await client.rpc.listModels();
  server.link.notify("PaintedNotification", { color: 1 });
  server.link.notify("UnheardOfNotification", {});
  await client.rpc.listModels();
  expect(client.faults).toEqual([
    new TypeError("the notification PaintedNotification breaks its declaration"),
  ]);
  client.close();
  await server.stop();
});
