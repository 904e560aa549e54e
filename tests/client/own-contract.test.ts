import { type Contract, type Fault, implement, type Validator } from "@aiwhisperer/protocol";
import { expect, it } from "vitest";
import { type MemoryLine, MemoryServer } from "./support/memory-server.ts";
import { createQuickClient } from "./support/quick-client.ts";

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

const painter = (handler: (params: Paint, line: MemoryLine) => Paint) =>
  implement<AcmeContract, MemoryLine>(acme, { paint: (params, call) => handler(params, call.context) });

it("calls the methods of another contract, and hears its notifications, on the same line", async () => {
  const server = new MemoryServer(
    painter((params, line) => {
      queueMicrotask(() => line.peer.notify("PaintedNotification", params));
      return { color: params.color.toUpperCase() };
    }),
  );
  const client = createQuickClient(server);
  const { rpc, on } = client.use(acme);
  const painted = Promise.withResolvers<Paint>();
  on("PaintedNotification", painted.resolve);
  expect(await rpc.paint({ color: "red" })).toEqual({ color: "RED" });
  expect(await painted.promise).toEqual({ color: "red" });
  expect(server.lines).toHaveLength(1);
  client.close();
});

it("never sends a call of another contract twice", async () => {
  let calls = 0;
  const server = new MemoryServer(
    painter((params, line) => {
      calls += 1;
      line.transport.cut();
      return params;
    }),
  );
  const client = createQuickClient(server);
  await expect(client.use(acme).rpc.paint({ color: "red" })).rejects.toMatchObject({ outcome: "unknown" });
  await client.rpc.listModels();
  expect(calls).toBe(1);
  client.close();
});

it("reports a notification that breaks its declaration", async () => {
  const server = new MemoryServer();
  const client = createQuickClient(server);
  client.use(acme);
  await client.rpc.listModels();
  server.line.peer.notify("PaintedNotification", { color: 1 });
  server.line.peer.notify("UnheardOfNotification", {});
  await client.rpc.listModels();
  expect(client.faults).toEqual([
    new TypeError("the notification PaintedNotification breaks its declaration"),
  ]);
  client.close();
});
