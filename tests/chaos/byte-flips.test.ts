import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { LogFault } from "../../packages/engine/src/log/log-fault.ts";
import { SqliteEventLog } from "../../packages/engine/src/log/sqlite-event-log.ts";
import { answerOf, appendOf, readAll, recordOf } from "../log/sample.ts";
import { createTemporaryFolder, type TemporaryFolder } from "../log/temporary-folder.ts";

const FLIPS = Number(process.env.CHAOS_FLIPS ?? 300);
const SEED = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31));
const SESSIONS = 24;
const PAGE = 4096;

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
    await log.commit([{ ...appendOf(sessionId, 1, chunks), record, answers: [answerOf(`key-${index}`)] }]);
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
    await note(`answer ${index}`, () => log.findAnswer("local", `key-${index}`));
  }
  await note("list", () => log.listSessions({ limit: 100 }));
  return answers;
}

/** Whether a byte belongs to the first page, also to a copy of it in a frame of the write-ahead file, or to such a frame's header. */
function isFirstPage(files: readonly Buffer[], which: number, at: number): boolean {
  if (which === 0) return at < PAGE;
  const frame = 32 + Math.floor((at - 32) / (PAGE + 24)) * (PAGE + 24);
  return at >= 32 && files[1]?.readUInt32BE(frame) === 1;
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
    const unnoticed = wrong.filter(([, text]) => !text.startsWith("!") && !text.includes("isUnreadable"));
    const isSilent = unnoticed.length > 0 && log.damage.length === 0;
    if (!isSilent && unnoticed.length > 0) return { kind: "reported", detail: log.damage.join("; "), harmed };
    const detail = `${unnoticed[0]?.[0]}: ${unnoticed[0]?.[1].slice(0, 150)}`;
    return { kind: isSilent ? "silent" : "noticed", detail: `${detail} ${log.damage.join("; ")}`, harmed };
  } finally {
    await log.close().catch(() => undefined);
  }
}

it("notices every flipped byte of the log and of its write-ahead file", { timeout: 1_800_000 }, async () => {
  process.stdout.write(`byte flips: CHAOS_SEED=${SEED}\n`);
  const source = join(folder.path, "source.sqlite");
  const first = await SqliteEventLog.open({ path: source });
  await fill(first, 0, SESSIONS / 2);
  await first.close();
  const second = await SqliteEventLog.open({ path: source });
  await fill(second, SESSIONS / 2, SESSIONS);
  const truth = await ask(second);
  const files = [readFileSync(source), readFileSync(`${source}-wal`)] as const;
  await second.close();
  const draw = drawer(SEED);
  const counts = { same: 0, noticed: 0, reported: 0, refused: 0, silent: 0, lastFrame: 0 };
  const findings: string[] = [];
  for (let flip = 0; flip < FLIPS; flip += 1) {
    const path = join(folder.path, `flip-${flip}.sqlite`);
    const which = flip % 2;
    const at = Math.floor(draw() * (files[which]?.length ?? 0));
    const mask = 1 + Math.floor(draw() * 255);
    files.forEach((bytes, index) => {
      const copy = Buffer.from(bytes);
      if (index === which) copy[at] = (copy[at] ?? 0) ^ mask;
      writeFileSync(index === 0 ? path : `${path}-wal`, copy);
    });
    const { kind, detail, harmed } = await tryFile(path, truth);
    if (harmed > 3)
      process.stdout.write(
        `HARM ${harmed} ${kind} ${which} page ${1 + Math.floor(at / PAGE)} off ${at % PAGE} byte ${files[which]?.[at - (at % PAGE)]} ${detail}\n`,
      );
    const isLastFrame = which === 1 && at >= files[1].length - PAGE - 24;
    const place = `${which === 0 ? "file" : "wal"} byte ${at} mask ${mask}: ${detail}`;
    if (kind === "silent" && isLastFrame) counts.lastFrame += 1;
    else counts[kind] += 1;
    if (kind === "silent" && !isLastFrame) findings.push(place);
    if (kind === "refused" && !isFirstPage(files, which, at)) findings.push(`refused, ${place}`);
    for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
  }
  process.stdout.write(`byte flips: ${JSON.stringify(counts)} of ${FLIPS}\n`);
  expect(findings).toEqual([]);
});
