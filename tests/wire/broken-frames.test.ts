import { describe, expect, it } from "vitest";
import { clientFrame, Opcode, requestFrame } from "../fuzz/support/client-frame.ts";
import { RawSocket } from "../fuzz/support/raw-socket.ts";
import { startObservedServer } from "../observe/support/observed-server.ts";

const fragments = (count: number): Buffer =>
  Buffer.concat([
    clientFrame("a", { fin: false }),
    ...Array.from({ length: count }, () => clientFrame("b", { opcode: Opcode.Continuation, fin: false })),
  ]);

const BROKEN: readonly (readonly [what: string, frame: Buffer, code: number])[] = [
  ["a frame without a mask", clientFrame("x", { isMasked: false }), 1002],
  ["a frame with a reserved bit", clientFrame("x", { rsv: 4 }), 1002],
  ["text that is no UTF-8", clientFrame(Buffer.from([0xff, 0xfe])), 1007],
  ["a message of too many fragments", fragments(16 * 1024), 1008],
  ["a frame above maxFrameBytes", clientFrame("", { announced: 1n << 30n }), 1009],
  ["a binary frame", clientFrame("x", { opcode: Opcode.Binary }), 4400],
];

describe("a broken frame", () => {
  it.each(BROKEN)(
    "closes after the answers to what came before it in the same packet: %s",
    async (_what, frame, code) => {
      const server = await startObservedServer();
      const socket = await RawSocket.upgrade(server.port);
      const before = [
        requestFrame("echo", { message: "at once" }, "sync"),
        requestFrame("startSession", { userId: "ann" }, "from the log"),
        requestFrame("noSuchMethod", {}, "an error"),
      ];
      const after = requestFrame("echo", { message: "too late" }, "after");
      await socket.write(Buffer.concat([...before, frame, after]));
      const answers: unknown[] = [];
      let closeCode: number | undefined;
      while (closeCode === undefined) {
        const next = await socket.frame();
        if (next === undefined) break;
        if (next.opcode === Opcode.Close) closeCode = next.payload.readUInt16BE();
        else answers.push(JSON.parse(next.payload.toString()).id);
      }
      expect(answers.filter((id) => id !== undefined).toSorted()).toEqual([
        "an error",
        "from the log",
        "sync",
      ]);
      expect(closeCode).toBe(code);
      socket.reset();
      const scrape = await server.scrapeUntil((each) => each.value("connections") === 0);
      expect(scrape.by("connections_closed_total", "code")).toEqual({ [code]: 1 });
    },
  );
});
