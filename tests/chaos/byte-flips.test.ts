import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { LogFault } from "../../packages/engine/src/log/log-fault.ts";
import { SqliteEventLog } from "../../packages/engine/src/log/sqlite/sqlite-event-log.ts";
import { answerOf, appendOf, everything, readAll, recordOf } from "../log/sample.ts";
import { createTemporaryFolder, type TemporaryFolder } from "../log/temporary-folder.ts";

const FLIPS = Number(process.env.CHAOS_FLIPS ?? 300);
const SEED = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31));
const SESSIONS = 24;
const PAGE = 4096;

/** Sessions that can have rows on one page, as small as `fill` makes them. */
const MOST_ON_A_PAGE = 12;

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await createTemporaryFolder();
});
afterEach(() => folder.remove());

/** Numbers from 0 to below 1, the same ones for the same seed. */
function drawer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const idOf = (index: number) => `session-${index}`;

/** Sessions of several users, with answers, long histories and last events that only the journal has. */
async function fill(log: SqliteEventLog, from: number, to: number): Promise<void> {
  for (let index = from; index < to; index += 1) {
    const sessionId = idOf(index);
    const chunks = Array.from({ length: 40 }, (_, at) => `${sessionId} says ${at} ${"word ".repeat(9)}`);
    const record = recordOf(sessionId, {
      userId: `user-${index % 5}`,
      title: `Title ${index}`,
      updatedAt: 1_790_000_000_000 + index,
    });
    const stepStates = [{ sequence: 40, text: `{"state":"of ${sessionId}"}` }];
    const sharedWith = [`friend-${index % 3}`];
    await log.commit([
      {
        ...appendOf(sessionId, 1, chunks),
        record,
        stepStates,
        sharedWith,
        answers: [answerOf(`key-${index}`)],
      },
    ]);
    await log.addUsage([
      { userId: `user-${index % 5}`, sessionId, day: 20_000, tokens: 10 + index, microDollars: 7 },
    ]);
    await log.commit([appendOf(sessionId, 41, ["last", "words"])]);
  }
}

type Answers = Map<string, string>;

/** What the log answers to every question, each as text; a fault is an answer that begins with "!". */
async function ask(log: SqliteEventLog): Promise<Answers> {
  const answers: Answers = new Map();
  const note = async (name: string, question: () => Promise<unknown>) => {
    try {
      answers.set(name, JSON.stringify(await question()) ?? "nothing");
    } catch (error) {
      if (!(error instanceof LogFault)) throw error;
      answers.set(name, `!${error.code}`);
    }
  };
  for (let index = 0; index < SESSIONS; index += 1) {
    await note(`find ${index}`, () => log.findSession(idOf(index)));
    await note(`read ${index}`, () => readAll(log, idOf(index)));
    await note(`states ${index}`, () => log.readStepStates(idOf(index), 0, everything));
    await note(`usage ${index}`, () => log.usageOfSession(idOf(index)));
    await note(`answer ${index}`, () => log.findAnswer("local", `key-${index}`));
  }
  await note("list", () => log.listSessions({ limit: 100 }));
  await note("open", () => log.openSessions());
  await note("oldest", () => log.oldestSessions(100));
  for (let user = 0; user < 5; user += 1) {
    const userId = `user-${user}`;
    await note(`list of ${userId}`, () => log.listSessions({ userId, limit: 100 }));
    await note(`usage of ${userId}`, () => log.usageOfUser(userId, 20_000));
    await note(`shared with ${user}`, () => log.listSessions({ sharedWith: `friend-${user}`, limit: 100 }));
  }
  return answers;
}

/**
 * Whether a byte belongs to the first page, also to a copy of it in a frame of the write-ahead file, or to
 * such a frame's header.
 */
function isFirstPage(files: readonly Buffer[], which: number, at: number): boolean {
  if (which === 0) return at < PAGE;
  const frame = 32 + Math.floor((at - 32) / (PAGE + 24)) * (PAGE + 24);
  return at >= 32 && files[1]?.readUInt32BE(frame) === 1;
}

/**
 * Whether a wrong answer is a fault, or has every session of the true one, and the damaged ones as
 * unreadable.
 */
function isHonest(text: string, truth: string): boolean {
  if (text.startsWith("!")) return true;
  if (!text.includes("isUnreadable")) return false;
  const all = sessionsIn(text);
  const sound = new Set(all.filter((one) => !("isUnreadable" in one)).map((one) => JSON.stringify(one)));
  const expected = sessionsIn(truth);
  const missing = expected.filter((one) => !sound.has(JSON.stringify(one)));
  return all.length === expected.length && missing.length === all.length - sound.size;
}

function sessionsIn(text: string): readonly object[] {
  const answer = JSON.parse(text) as object;
  if (Array.isArray(answer)) return answer as readonly object[];
  return "sessions" in answer ? (answer.sessions as readonly object[]) : [answer];
}

interface Outcome {
  /** Sessions that cannot be read whole. */
  readonly harmed: number;
  readonly kind: "same" | "noticed" | "reported" | "refused" | "silent";
  readonly detail: string;
}

async function tryFile(path: string, truth: Answers): Promise<Outcome> {
  let log: SqliteEventLog;
  try {
    log = await SqliteEventLog.open({ path, synchronous: "normal" });
  } catch (error) {
    if (!(error instanceof LogFault)) throw error;
    return { kind: "refused", detail: error.message, harmed: SESSIONS };
  }
  try {
    const answers = await ask(log);
    const wrong = [...answers].filter(([name, text]) => truth.get(name) !== text);
    const harmed = new Set(wrong.flatMap(([name]) => /^(?:find|read) (\d+)$/.exec(name)?.[1] ?? [])).size;
    if (wrong.length === 0) return { kind: "same", detail: "", harmed };
    const unnoticed = wrong.filter(([name, text]) => !isHonest(text, truth.get(name) ?? ""));
    const isSilent = unnoticed.length > 0 && log.damage.length === 0;
    if (!isSilent && unnoticed.length > 0) return { kind: "reported", detail: log.damage.join("; "), harmed };
    const detail = `${unnoticed[0]?.[0]}: ${unnoticed[0]?.[1].slice(0, 150)}`;
    return { kind: isSilent ? "silent" : "noticed", detail: `${detail} ${log.damage.join("; ")}`, harmed };
  } finally {
    await log.close().catch(() => undefined);
  }
}

type Files = readonly [Buffer, Buffer];

/** A log that was killed, half of it in its write-ahead file, and what it answers. */
async function storeKilled(): Promise<{ readonly files: Files; readonly truth: Answers }> {
  const source = join(folder.path, "source.sqlite");
  const first = await SqliteEventLog.open({ path: source });
  await fill(first, 0, SESSIONS / 2);
  await first.close();
  const second = await SqliteEventLog.open({ path: source });
  await fill(second, SESSIONS / 2, SESSIONS);
  const truth = await ask(second);
  const files = [readFileSync(source), readFileSync(`${source}-wal`)] as const;
  await second.close();
  return { files, truth };
}

interface Flip {
  /** 0: the log. 1: its write-ahead file. */
  readonly which: number;
  readonly at: number;
  readonly mask: number;
}

async function tryFlip(files: Files, { which, at, mask }: Flip, truth: Answers): Promise<Outcome> {
  const path = join(folder.path, "flipped.sqlite");
  files.forEach((bytes, index) => {
    const copy = Buffer.from(bytes);
    if (index === which) copy[at] = (copy[at] ?? 0) ^ mask;
    writeFileSync(index === 0 ? path : `${path}-wal`, copy);
  });
  try {
    return await tryFile(path, truth);
  } finally {
    for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
  }
}

const placeOf = ({ which, at, mask }: Flip, { kind, detail }: Outcome): string =>
  `${kind}, ${which === 0 ? "file" : "wal"} byte ${at} mask ${mask}: ${detail}`;

it("notices every flipped byte of the log and of its write-ahead file", { timeout: 1_800_000 }, async () => {
  process.stdout.write(`byte flips: CHAOS_SEED=${SEED}\n`);
  const { files, truth } = await storeKilled();
  const draw = drawer(SEED);
  const counts = { same: 0, noticed: 0, reported: 0, refused: 0, silent: 0 };
  const findings: string[] = [];
  let mostHarmed = 0;
  for (let index = 0; index < FLIPS; index += 1) {
    const which = index % 2;
    const at = Math.floor(draw() * (files[which]?.length ?? 0));
    const flip = { which, at, mask: 1 + Math.floor(draw() * 255) };
    const outcome = await tryFlip(files, flip, truth);
    counts[outcome.kind] += 1;
    const isOfFirstPage = isFirstPage(files, which, at);
    if (!isOfFirstPage) mostHarmed = Math.max(mostHarmed, outcome.harmed);
    if (outcome.kind === "silent" || (outcome.kind === "refused" && !isOfFirstPage)) {
      findings.push(placeOf(flip, outcome));
    }
  }
  process.stdout.write(
    `byte flips: ${JSON.stringify(counts)} of ${FLIPS}; at most ${mostHarmed} of ${SESSIONS} sessions harmed by one\n`,
  );
  expect(findings).toEqual([]);
  expect(mostHarmed).toBeLessThanOrEqual(MOST_ON_A_PAGE);
});

it("notices a byte of the header of the write-ahead file or of its last frame, and mends it where it is certain", {
  timeout: 300_000,
}, async () => {
  const { files, truth } = await storeKilled();
  const lastFrame = files[1].length - PAGE - 24;
  const header = Array.from({ length: 32 }, (_, at) => at);
  const frame = Array.from({ length: 24 }, (_, at) => lastFrame + at);
  const page = Array.from({ length: 32 }, (_, index) => lastFrame + 24 + 1 + index * 128 + (index % 8));
  const findings: string[] = [];
  for (const at of [...header, ...frame, ...page]) {
    const flip = { which: 1, at, mask: 0x81 };
    const outcome = await tryFlip(files, flip, truth);
    // A wrong highest byte of a word can be that of several words: it stays, and is noticed.
    const isCertain = at < 32 || (at - lastFrame) % 4 !== 3;
    const isFine = isCertain ? outcome.kind === "same" : !["silent", "refused"].includes(outcome.kind);
    if (!isFine) findings.push(placeOf(flip, outcome));
  }
  expect(findings).toEqual([]);
});
