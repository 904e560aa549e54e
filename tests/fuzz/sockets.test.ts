import type { ServerLimits } from "@aiwhisperer/server";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { countFrom, report } from "../chaos/support/bounds.ts";
import { clientFrame, type FrameHead, Opcode, requestFrame } from "./support/client-frame.ts";
import { FuzzedServer } from "./support/fuzzed-server.ts";
import { RawSocket, upgradeRequest } from "./support/raw-socket.ts";

const megabyte = 1024 * 1024;
const maxFrameBytes = megabyte;
const connects = countFrom("FUZZ_CONNECTS", 10_000);
/** What the collector leaves differs by some megabytes from time to time. */
const growthBound = 8 * megabyte;

let server: FuzzedServer;
let port: number;
let bytesBefore: number;
beforeAll(async () => {
  server = await FuzzedServer.start({ maxFrameBytes });
  port = server.port;
  // The first connection of all brings code into memory that stays there.
  await requireHealth();
  bytesBefore = (await server.heldAtRest()).bytes;
});
afterAll(async () => {
  const { bytes, connections } = await server.heldAtRest();
  await server.dispose();
  expect(connections).toBe(0);
  expect(bytes - bytesBefore).toBeLessThan(growthBound);
});

// Whatever a client did: the server serves others, has nothing to complain of, and keeps no socket of it.
afterEach(async () => {
  await requireHealth();
  await server.atRest();
  expect(server.faults).toEqual([]);
});

async function requireHealth(): Promise<void> {
  const healthy = await RawSocket.upgrade(port);
  await healthy.write(requestFrame("echo", { message: "there?" }));
  expect(await healthy.message()).toEqual({ jsonrpc: "2.0", id: 1, result: "there?" });
  healthy.reset();
}

/** So many of something, one after the other begun and all waited for. */
function many<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => make(index)));
}

describe("handshakes", () => {
  it("that come byte by byte delay no one else, and are answered when they are complete", async () => {
    const request = upgradeRequest(port);
    const slow = await many(50, () => RawSocket.connect(port));
    for (const byte of request.slice(0, -1)) {
      await Promise.all(slow.map((socket) => socket.write(byte)));
    }
    await requireHealth();
    expect(await server.ask("sockets")).toBeGreaterThanOrEqual(slow.length);
    for (const socket of slow) {
      await socket.write(request.slice(-1));
      expect(await socket.head()).toMatch(/^HTTP\/1\.1 101 /);
      await socket.write(requestFrame("echo", { message: "at last" }));
      expect(await socket.message()).toMatchObject({ result: "at last" });
      socket.reset();
    }
  });

  it.each([
    ["nothing at all", () => ""],
    ["half a request", (request: string) => request.slice(0, request.length / 2)],
    ["a whole one, and is gone before the answer", (request: string) => request],
  ])("are forgotten when the client has sent %s", async (_what, cut) => {
    await many(200, async (index) => {
      const socket = await RawSocket.connect(port);
      await socket.write(cut(upgradeRequest(port)));
      if (index % 2 === 0) socket.reset();
      else socket.end();
    });
  });

  it.each([
    ["another version", { "Sec-WebSocket-Version": "12" }, 400],
    ["no key", { "Sec-WebSocket-Key": "" }, 400],
    ["a key that is none", { "Sec-WebSocket-Key": "AAAA" }, 400],
    ["a body", { "Content-Length": "5" }, 101],
    ["headers without end", { Filler: "x".repeat(100_000) }, 431],
    ["extensions that were not offered", { "Sec-WebSocket-Extensions": "permessage-deflate" }, 101],
  ])("with %s get the status that fits", async (_what, headers, status) => {
    const socket = await RawSocket.connect(port);
    await socket.write(upgradeRequest(port, headers));
    const head = await socket.head();
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).not.toMatch(/permessage-deflate/);
    socket.reset();
  });

  it("may bring the first message with them", async () => {
    const socket = await RawSocket.connect(port);
    await socket.write(
      Buffer.concat([Buffer.from(upgradeRequest(port)), requestFrame("echo", { message: "early" })]),
    );
    expect(await socket.head()).toMatch(/^HTTP\/1\.1 101 /);
    expect(await socket.message()).toMatchObject({ result: "early" });
    socket.reset();
  });
});

/** A server with bounds of its own, for one test. */
async function startBounded(limits: Partial<ServerLimits>): Promise<FuzzedServer> {
  const bounded = await FuzzedServer.start(limits);
  onTestFinished(() => bounded.dispose());
  return bounded;
}

describe("handshakes without end", () => {
  it.each([
    ["nothing", () => ""],
    ["half a request", (request: string) => request.slice(0, request.length / 2)],
    [
      "a body that is announced and does not come",
      () => "POST /auth/ticket HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n",
    ],
  ])("are ended when their time is over: %s", async (_what, begin) => {
    const impatient = await startBounded({ handshakeTimeoutMs: 200 });
    const sockets = await many(50, async () => {
      const socket = await RawSocket.connect(impatient.port);
      await socket.write(begin(upgradeRequest(impatient.port)));
      return socket;
    });
    for (const socket of sockets) {
      // Nothing more is sent from here: it is the server that ends the line.
      expect(await socket.rest()).toMatch(/HTTP\/1\.1 408 /);
    }
    await impatient.atRest();
  });

  it("are ended also when a byte comes now and then", async () => {
    const impatient = await startBounded({ handshakeTimeoutMs: 200 });
    const slow = await RawSocket.connect(impatient.port);
    await slow.write(upgradeRequest(impatient.port).slice(0, -2));
    await slow.write("Filler: ");
    // The answers of another server are the pace: far less than a head may have comes in the time that there
    // is.
    while (!slow.hasEnded) {
      await slow.write("x");
      await requireHealth();
    }
    expect(await slow.head()).toMatch(/^HTTP\/1\.1 408 /);
  });

  it("cost no other client a place: a socket above all limits is dropped at once", async () => {
    const small = await startBounded({ maxConnections: 2, maxHttpSockets: 3 });
    const idle = await many(5, () => RawSocket.connect(small.port));
    const dropped = await RawSocket.connect(small.port);
    expect(await dropped.head()).toBe("");
    expect(dropped.hasEnded).toBe(true);
    for (const socket of idle) socket.reset();
    await small.atRest();
    (await RawSocket.upgrade(small.port)).reset();
  });
});

describe("frames that break RFC 6455", () => {
  const invalidUtf8 = Buffer.from([0x22, 0xc3, 0x28, 0x22]);
  const cases: readonly (readonly [string, readonly Buffer[], number])[] = [
    ["a compressed frame that was not agreed on", [clientFrame("{}", { rsv: 4 })], 1002],
    ["the second reserved bit", [clientFrame("{}", { rsv: 2 })], 1002],
    ["the third reserved bit", [clientFrame("{}", { rsv: 1 })], 1002],
    ["no mask", [clientFrame("{}", { isMasked: false })], 1002],
    ["a continuation of nothing", [clientFrame("{}", { opcode: Opcode.Continuation })], 1002],
    ["a message inside another", [clientFrame("{", { fin: false }), clientFrame("}")], 1002],
    ["a ping in pieces", [clientFrame("", { opcode: Opcode.Ping, fin: false })], 1002],
    ["a ping that is too long", [clientFrame("x".repeat(126), { opcode: Opcode.Ping })], 1002],
    ["a close with half a code", [clientFrame("x", { opcode: Opcode.Close })], 1002],
    ["a close with a reserved code", [clientFrame(Buffer.from([3, 0xed]), { opcode: Opcode.Close })], 1002],
    [
      "a close whose reason is no text",
      [clientFrame(Buffer.from([3, 0xe8, 0xc3, 0x28]), { opcode: Opcode.Close })],
      1007,
    ],
    ["a text that is none", [clientFrame(invalidUtf8)], 1007],
    [
      "a text whose pieces are none together",
      [
        clientFrame(Buffer.from([0xc3]), { fin: false }),
        clientFrame(Buffer.from([0x28]), { opcode: Opcode.Continuation }),
      ],
      1007,
    ],
    ["a binary message", [clientFrame("{}", { opcode: Opcode.Binary })], 4400],
    ["an empty binary message", [clientFrame("", { opcode: Opcode.Binary })], 4400],
    ...[3, 4, 7, 11, 15].map(
      (opcode) => [`the opcode ${opcode}`, [clientFrame("{}", { opcode })], 1002] as const,
    ),
  ];

  it.each(cases)("close with the code that fits: %s", async (_what, frames, code) => {
    const socket = await RawSocket.upgrade(port);
    await socket.write(Buffer.concat(frames));
    expect(await socket.closeCode()).toBe(code);
    socket.reset();
  });

  it.each([
    ["one byte more than may be", BigInt(maxFrameBytes) + 1n],
    ["4 GiB", 2n ** 32n],
    ["more than a number holds exactly", 2n ** 53n],
    ["as much as can be written", 2n ** 63n - 1n],
    ["a length with its first bit set", 2n ** 64n - 1n],
  ])("announce %s and are refused before it comes", async (_what, announced) => {
    for (const head of [{}, { fin: false }, { opcode: Opcode.Binary }] satisfies FrameHead[]) {
      const socket = await RawSocket.upgrade(port);
      await socket.write(clientFrame("", { ...head, announced }));
      expect(await socket.closeCode()).toBe(1009);
      socket.reset();
    }
  });

  it("run nothing that comes after them", async () => {
    const socket = await RawSocket.upgrade(port);
    const start = requestFrame("startSession", { userId: "after the end" });
    await socket.write(Buffer.concat([clientFrame("{}", { opcode: Opcode.Binary }), start, start]));
    expect(await socket.closeCode()).toBe(4400);
    await socket.write(start);
    socket.reset();
    const other = await RawSocket.upgrade(port);
    await other.write(requestFrame("listSessions", {}));
    expect(await other.message()).toMatchObject({ result: { sessions: [] } });
    other.reset();
  });
});

describe("a message in pieces", () => {
  const piece = (payload: string, fin = false): Buffer =>
    clientFrame(payload, { opcode: Opcode.Continuation, fin });

  it("is put together, with pings in between", async () => {
    const socket = await RawSocket.upgrade(port);
    const text = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "echo", params: { message: "in pieces" } });
    const ping = clientFrame("still there?", { opcode: Opcode.Ping });
    const pieces = [...text].flatMap((each) => [piece(each), ping]);
    await socket.write(
      Buffer.concat([
        clientFrame("", { fin: false }),
        ...pieces.slice(0, 80),
        ...[...text].slice(40).map((each) => piece(each)),
        piece("", true),
      ]),
    );
    expect(await socket.message()).toMatchObject({ result: "in pieces" });
    socket.reset();
  });

  it.each([
    ["nothing", 0, 1008],
    ["one byte", 1, 1008],
    ["a thousand bytes", 1_000, 1009],
  ])("that never ends, %s at a time, ends the connection", async (_what, size, code) => {
    const socket = await RawSocket.upgrade(port);
    const bytes = Buffer.concat(Array.from({ length: 100 }, () => piece("x".repeat(size))));
    await socket.write(clientFrame("{", { fin: false }));
    const closed = socket.closeCode();
    for (let count = 0; count < 400 && !socket.hasEnded; count += 1) await socket.write(bytes);
    expect(await closed).toBe(code);
    socket.reset();
  });

  it("that is never gone on with costs what has come of it, and goes with its line", async () => {
    const half = "x".repeat(maxFrameBytes / 4);
    const sockets = await many(40, async () => {
      const socket = await RawSocket.upgrade(port);
      await socket.write(clientFrame(half, { fin: false }));
      return socket;
    });
    await requireHealth();
    for (const socket of sockets) socket.reset();
  });
});

describe("a flood of pings", () => {
  const ping = clientFrame("x".repeat(125), { opcode: Opcode.Ping });
  const flood = Buffer.concat(Array.from({ length: 50 }, () => ping));

  it("is answered, ping by ping, while the client reads", async () => {
    const socket = await RawSocket.upgrade(port);
    for (let round = 0; round < 100; round += 1) {
      await socket.write(flood);
      for (let count = 0; count < 50; count += 1) {
        expect(await socket.frame()).toMatchObject({ opcode: Opcode.Pong });
      }
    }
    await socket.write(requestFrame("echo", { message: "after the flood" }));
    expect(await socket.message()).toMatchObject({ result: "after the flood" });
    socket.reset();
  });

  it("costs a bounded number of bytes when the client does not read, and the line in the end", async () => {
    const socket = await RawSocket.upgrade(port);
    socket.pause();
    const large = Buffer.concat(Array.from({ length: 40 }, () => flood));
    for (let count = 0; count < 400 && !socket.hasEnded; count += 1) {
      // What the server does not take any more waits here for ever.
      await Promise.race([socket.write(large), requireHealth()]);
    }
    expect(socket.hasEnded).toBe(true);
    await expect.poll(async () => (await server.ask("held")).bytes - bytesBefore).toBeLessThan(growthBound);
    socket.reset();
  });
});

describe("connections that are left", () => {
  const answers = requestFrame("echo", { message: "x".repeat(200_000) });

  it.each([
    ["reset", (socket: RawSocket) => socket.reset()],
    ["ended on one side", (socket: RawSocket) => socket.end()],
    [
      "closed with a close frame, and then reset",
      async (socket: RawSocket) => {
        await socket.write(clientFrame(Buffer.from([3, 0xe8]), { opcode: Opcode.Close }));
        socket.reset();
      },
    ],
  ])("with answers unread are forgotten when they are %s", async (_how, leave) => {
    await many(20, async () => {
      const socket = await RawSocket.upgrade(port);
      socket.pause();
      await socket.write(
        Buffer.concat([requestFrame("startSession", { userId: "leaver" }), answers, answers, answers]),
      );
      await leave(socket);
    });
  });

  it("without an answer to a close of the server are ended all the same", async () => {
    await many(20, async () => {
      const socket = await RawSocket.upgrade(port);
      await socket.write(clientFrame("{}", { opcode: Opcode.Binary }));
      expect(await socket.closeCode()).toBe(4400);
      // Within the time that a test has, which is less than what ws grants by itself.
      expect(await socket.frame()).toBeUndefined();
    });
  });

  it(
    "can be 10,000 from one address, one group after the other",
    async () => {
      const group = 100;
      const startedAt = performance.now();
      for (let count = 0; count < connects; count += group) {
        await many(group, async (index) => {
          const socket = await RawSocket.upgrade(port);
          if (index % 10 === 0) {
            await socket.write(requestFrame("echo", { message: index }));
            expect(await socket.message()).toMatchObject({ result: index });
          }
          socket.reset();
        });
      }
      const seconds = (performance.now() - startedAt) / 1_000;
      report(`sockets: ${connects} connects, ${Math.round(connects / seconds)} a second`);
    },
    60_000 + connects,
  );

  it(
    "are turned away, all 10,000, above what one address may have, and those within are served",
    async () => {
      const bounded = await startBounded({ maxConnectionsPerAddress: 100 });
      const kept = await many(100, () => RawSocket.upgrade(bounded.port));
      const before = await bounded.ask("held");
      for (let count = 0; count < connects; count += 100) {
        await many(100, async () => {
          const socket = await RawSocket.upgrade(bounded.port);
          expect(await socket.closeCode()).toBe(4429);
          socket.reset();
        });
      }
      for (const socket of kept) {
        await socket.write(requestFrame("echo", { message: "still here" }));
        expect(await socket.message()).toMatchObject({ result: "still here" });
      }
      const after = await bounded.ask("held");
      expect(after.connections).toBe(100);
      expect(after.bytes - before.bytes).toBeLessThan(growthBound);
      for (const socket of kept) socket.reset();
      await bounded.atRest();
    },
    60_000 + connects,
  );

  it("and are open at the same time are all answered", async () => {
    const sockets = await many(1_000, () => RawSocket.upgrade(port));
    await Promise.all(sockets.map((socket) => socket.write(requestFrame("echo", { message: "here" }))));
    for (const socket of sockets) expect(await socket.message()).toMatchObject({ result: "here" });
    expect((await server.ask("held")).connections).toBe(1_000);
    for (const socket of sockets) socket.reset();
  });
});
