import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { pieceText } from "./load/piece.ts";
import { readResults } from "./measure/results.ts";
import { perform } from "./perform.ts";
import type { Subject } from "./subjects/subject.ts";
import { bursts } from "./workloads/bursts.ts";
import { requests } from "./workloads/requests.ts";

const RUN = join(import.meta.dirname, "run.ts");

/** A peer inside the test: it answers as one should, but numbers its pieces as the test says. */
function peerGiving(pieces: (count: number) => readonly number[]): Subject {
  const answer = (socket: WebSocket, text: string): void => {
    const { id, method, params } = JSON.parse(text);
    const send = (message: object): void => socket.send(JSON.stringify({ jsonrpc: "2.0", ...message }));
    send({ id, result: method === "startSession" ? { sessionId: "s" } : {} });
    if (method !== "sendUserMessage") return;
    for (const index of pieces(Number(params.message.split(" ")[1]))) {
      send({ method: "AIMessageChunkNotification", params: { chunk: pieceText(index) } });
    }
    send({ method: "TurnStatusNotification", params: { status: 4 } });
  };
  return {
    name: "peer",
    title: "a peer",
    kind: "peer",
    missing: async () => undefined,
    async start() {
      const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
      await once(server, "listening");
      server.on("connection", (socket) => socket.on("message", (data) => answer(socket, String(data))));
      const end = async (): Promise<void> => {
        for (const socket of server.clients) socket.terminate();
        server.close();
      };
      const { port } = server.address() as AddressInfo;
      const credentials = [{ userId: "u", token: "t" }];
      return { target: { port, pid: process.pid, dialect: "json-rpc", credentials }, end, kill: end };
    },
  };
}

const allOf = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const burst = (subject: Subject) => perform({ round: 0, workload: bursts, subject }, { isQuick: true });

describe("npm run bench", () => {
  it("measures the real program by a generator in another process, and keeps the results", async () => {
    const folder = await mkdtemp(join(tmpdir(), "bench-test-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const out = join(folder, "results.json");
    const args = ["--quick", "--only", "w1,w2", "--subjects", "aiwhisperer", "--out", out];
    const { stderr } = await promisify(execFile)(process.execPath, [RUN, ...args]);
    expect(stderr).toMatch(/^\[1 of 2\] round 1: w1, aiwhisperer$/m);
    expect(stderr).toMatch(/^4 measurements, 0 failures: /m);
    const { measurements, machine, options, isQuick } = await readResults(out);
    expect({ isQuick, node: machine.node }).toEqual({ isQuick: true, node: process.version });
    expect(options).toContain("--api-keys");
    const [w1, memory, w2] = measurements;
    expect(w1).toMatchObject({ workload: "w1", subject: "aiwhisperer", case: "50×16", round: 0 });
    expect(w1?.figures.requestsPerSecond).toBeGreaterThan(100);
    expect(w1?.figures.cpuPer100kRequests).toBeGreaterThan(0.05);
    expect(w1?.figures.generatorCores).toBeGreaterThan(0);
    expect(memory?.figures.memoryAfterMib).toBeGreaterThan(20);
    expect(w2?.figures.piecesPerSecond).toBeGreaterThan(100);
  });

  it("says what is wrong with its arguments", async () => {
    await expect(promisify(execFile)(process.execPath, [RUN, "--only", "w9"])).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^--only: "w9" is none of w1/),
    });
  });
});

describe("a performance", () => {
  it("succeeds where every piece comes once and in order", async () => {
    const { measured, failure } = await burst(peerGiving(allOf));
    expect(failure).toBeUndefined();
    expect(measured.map((each) => each.case)).toEqual(["50"]);
  });

  it.each([
    ["loses a piece", (count: number) => allOf(count).toSpliced(7, 1), "piece 8 came where 7 was next"],
    ["doubles a piece", (count: number) => allOf(count).toSpliced(7, 0, 6), "piece 6 came where 7 was next"],
    ["ends too early", (count: number) => allOf(count - 1), "499 pieces of 500 came"],
  ])("fails where the server %s", async (_case, pieces, reason) => {
    const { failure } = await burst(peerGiving(pieces));
    expect(failure).toMatchObject({ workload: "w2", subject: "peer", reason });
  });

  it("fails where requests are answered wrongly", async () => {
    const { failure } = await perform(
      { round: 0, workload: requests, subject: peerGiving(allOf) },
      { isQuick: true },
    );
    expect(failure?.reason).toContain("a request got another answer");
  });
});
