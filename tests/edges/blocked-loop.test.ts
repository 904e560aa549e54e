import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it, onTestFinished } from "vitest";
import { LoopWatchdog } from "../../packages/engine/src/watchdog/loop-watchdog.ts";
import { CliProcess } from "../cli/cli-process.ts";
import { temporaryFolder } from "../cli/temporary-folder.ts";
import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { say } from "./support/busy-server.ts";

/** Plug-ins run on the main thread: one tool never leaves it, the other one does after two seconds. */
const PLUGIN = `
export const plugin = {
  name: "endless",
  register(host: { addTool(tool: object): void }) {
    host.addTool({
      name: "block",
      description: "Never ends.",
      inputSchema: { type: "object" },
      effect: "read",
      isRepeatable: true,
      run: () => { for (;;); },
    });
    host.addTool({
      name: "stall",
      description: "Ends late.",
      inputSchema: { type: "object" },
      effect: "read",
      isRepeatable: true,
      run: async () => {
        for (const until = Date.now() + 2_000; Date.now() < until; );
        return { result: "late" };
      },
    });
  },
};
`;

interface BlockedTurn {
  readonly turnId: string;
  readonly blocks: number;
  readonly resumes: number;
}

async function readRecord(dataDir: string): Promise<readonly BlockedTurn[]> {
  try {
    return JSON.parse(await readFile(join(dataDir, "blocked-turns.json"), "utf8")) as readonly BlockedTurn[];
  } catch {
    return [];
  }
}

/** A data folder with processes of servers on it, one after the other. */
async function openFolder() {
  const dataDir = await temporaryFolder();
  const plugin = join(await temporaryFolder(), "plugin.ts");
  await writeFile(plugin, PLUGIN);
  const start = (...more: readonly string[]): CliProcess => {
    const args = ["serve", "--trust-local", "--port", "0", "--data-dir", dataDir, "--plugin", plugin];
    const cli = new CliProcess([...args, "--max-loop-block-ms", "400", "--model", "demo", ...more]);
    onTestFinished(async () => {
      cli.kill("SIGKILL");
      await cli.ended;
    });
    return cli;
  };
  const kill = async (cli: CliProcess): Promise<void> => {
    cli.kill("SIGKILL");
    await cli.ended;
  };
  const recorded = (wanted: Partial<BlockedTurn>) =>
    expect.poll(() => readRecord(dataDir)).toEqual([expect.objectContaining(wanted)]);
  return { dataDir, start, kill, recorded };
}

const wsUrlOf = async (cli: CliProcess): Promise<string> => {
  const [, url = ""] = await cli.waitFor(/listens on (http:\S+)\n/);
  return `${url.replace("http", "ws")}/ws`;
};

/** Starts a session whose turn blocks the loop. Returns its id. */
async function sendBlocking(client: RawClient, tool = "block"): Promise<string> {
  const { result } = await client.call("startSession", { userId: "ann" });
  const { sessionId } = result as { sessionId: string };
  client.send({
    jsonrpc: "2.0",
    id: "block",
    method: "sendUserMessage",
    params: { sessionId, message: `call ${tool} {}` },
  });
  await client.until(({ id }) => id === "block");
  return sessionId;
}

const isEnd = ({ method, params }: WireMessage): boolean =>
  method === "TurnStatusNotification" && (params as { status: TurnStatus }).status >= TurnStatus.Completed;

/** Attaches from the beginning. Returns the params of the terminal status of the session's turn. */
async function endOf(client: RawClient, sessionId: string): Promise<unknown> {
  const attached = await client.call("attachSession", { sessionId, afterSequence: 0 });
  expect(attached.error).toBeUndefined();
  const received = client.received as WireMessage[];
  return (received.find(isEnd) ?? (await client.until(isEnd)).at(-1))?.params;
}

const interrupted = {
  status: TurnStatus.Interrupted,
  error: {
    code: "interrupted",
    message: expect.stringMatching(/^The server did not respond for more than 0.4 s while this turn ran/),
  },
};

describe("a turn that blocks the event loop", () => {
  it.each<readonly [string, Partial<BlockedTurn>]>([
    ["again", { blocks: 2, resumes: 1 }],
    ["and is killed before that is noticed again", { resumes: 1 }],
  ])("is resumed once, and ends as interrupted when it does it %s", async (_name, second) => {
    const { dataDir, start, kill, recorded } = await openFolder();
    const first = start();
    const client = await RawClient.connect(await wsUrlOf(first));
    const sessionId = await sendBlocking(client);
    await recorded({ blocks: 1, resumes: 0 });
    await kill(first);

    const resumed = start();
    await recorded(second);
    await kill(resumed);

    const last = start();
    const other = await RawClient.connect(await wsUrlOf(last));
    expect(await endOf(other, sessionId)).toMatchObject(interrupted);
    const next = await say(other, "hello");
    expect(next.last.TurnStatusNotification).toMatchObject({ status: TurnStatus.Completed });
    await expect.poll(() => readRecord(dataDir)).toEqual([]);
  });
});

describe("a turn that blocks the event loop for a while", () => {
  it("ends as interrupted when it does it again after it was resumed", async () => {
    const { dataDir, start, kill, recorded } = await openFolder();
    const first = start();
    const sessionId = await sendBlocking(await RawClient.connect(await wsUrlOf(first)), "stall");
    await recorded({ blocks: 1, resumes: 0 });
    await kill(first);

    const client = await RawClient.connect(await wsUrlOf(start()));
    expect(await endOf(client, sessionId)).toMatchObject(interrupted);
    await expect.poll(() => readRecord(dataDir)).toEqual([]);
  });
});

describe("a log in memory", () => {
  it("has no record of blocked turns, which have nothing to be resumed from", async () => {
    const { dataDir, start } = await openFolder();
    const client = await RawClient.connect(await wsUrlOf(start("--durability", "none")));
    const { last } = await say(client, "call stall {}");
    expect(last.TurnStatusNotification).toMatchObject({ status: TurnStatus.Completed });
    expect(await readdir(dataDir)).not.toContain("blocked-turns.json");
  });
});

describe("the watchdog", () => {
  /** Keeps the event loop from everything else. */
  const block = (ms: number): void => {
    for (const until = performance.now() + ms; performance.now() < until; );
  };

  const ignore = (): void => undefined;

  async function open(blocked: readonly BlockedTurn[] = []) {
    const dataDir = await temporaryFolder();
    const path = join(dataDir, "blocked-turns.json");
    if (blocked.length > 0) await writeFile(path, JSON.stringify(blocked));
    const errors: unknown[] = [];
    const watchdog = new LoopWatchdog({
      path,
      maxLoopBlockMs: 200,
      onError: (error) => errors.push(error),
    });
    onTestFinished(() => watchdog.close());
    const recorded = (wanted: readonly BlockedTurn[]) =>
      expect.poll(() => readRecord(dataDir)).toEqual(wanted);
    return { watchdog, recorded, errors, dataDir };
  }

  it("records the turns that run while the loop is blocked, until they have ended", async () => {
    const { watchdog, recorded } = await open();
    watchdog.began("over", ignore);
    watchdog.stopped("over", "ended");
    watchdog.began("a", ignore);
    watchdog.began("b", ignore);
    block(1_500);
    await recorded([
      { turnId: "a", blocks: 1, resumes: 0 },
      { turnId: "b", blocks: 1, resumes: 0 },
    ]);
    watchdog.stopped("a", "ended");
    watchdog.stopped("b", "left");
    await recorded([{ turnId: "b", blocks: 1, resumes: 0 }]);
  });

  it("lets a turn be resumed once, and reports it when it runs while the loop is blocked again", async () => {
    const { watchdog, recorded } = await open([
      { turnId: "once", blocks: 1, resumes: 0 },
      { turnId: "resumed", blocks: 1, resumes: 1 },
      { turnId: "twice", blocks: 2, resumes: 0 },
    ]);
    expect(["other", "once", "resumed", "twice"].map((turnId) => watchdog.mayResume(turnId))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    await recorded([{ turnId: "once", blocks: 1, resumes: 1 }]);
    let isBlockedAgain = false;
    watchdog.began("once", () => {
      isBlockedAgain = true;
    });
    block(1_500);
    await expect.poll(() => isBlockedAgain).toBe(true);
    watchdog.stopped("once", "left");
    await recorded([{ turnId: "once", blocks: 2, resumes: 1 }]);
    await watchdog.close();
    await recorded([{ turnId: "once", blocks: 2, resumes: 0 }]);
  });

  it("reports a record that cannot be written", async () => {
    const { watchdog, errors, dataDir } = await open();
    await rm(dataDir, { recursive: true });
    watchdog.began("a", ignore);
    block(1_500);
    await expect
      .poll(() => errors)
      .toEqual([expect.objectContaining({ message: expect.stringMatching(/^ENOENT/) })]);
  });
});
