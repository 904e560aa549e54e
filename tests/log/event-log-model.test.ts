import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Append, EventLog, StepState } from "../../packages/engine/src/log/event-log.ts";
import type { SplitText } from "../../packages/engine/src/log/event-text.ts";
import { MemoryEventLog } from "../../packages/engine/src/log/memory/memory-event-log.ts";
import { SqliteEventLog } from "../../packages/engine/src/log/sqlite/sqlite-event-log.ts";
import { recordOf } from "./sample.ts";
import { createTemporaryFolder } from "./temporary-folder.ts";

/** What the log ought to hold: per session the texts of its events, and when its record last changed. */
interface Expected {
  readonly texts: string[];
  /** Provider states of steps. */
  readonly states: StepState[];
  updatedAt: number;
  hasOpenTurn: boolean;
}

interface Part {
  readonly sessionId: string;
  readonly texts: readonly string[];
  /** Whether the texts are given in two parts, of which the first is the same for all. */
  readonly isSplit: boolean;
  /** Whether the last event of the part completes a step that has provider state. */
  readonly hasState: boolean;
  readonly record: { readonly updatedAt: number; readonly hasOpenTurn: boolean } | undefined;
}

type Command =
  | { readonly kind: "commit"; readonly parts: readonly Part[]; readonly gap: number }
  | {
      readonly kind: "read";
      readonly sessionId: string;
      readonly after: number;
      readonly maxEvents: number;
      readonly maxLength: number;
    }
  | { readonly kind: "delete"; readonly sessionId: string }
  | { readonly kind: "list"; readonly limit: number }
  | { readonly kind: "reopen" }
  /** The process ends without a word, and the next one opens what is there. */
  | { readonly kind: "crash" };

const sessionId = fc.constantFrom("a", "b", "c");
const part: fc.Arbitrary<Part> = fc.record({
  sessionId,
  texts: fc.array(
    fc.string({ unit: "binary", maxLength: 60 }).map((chunk) => JSON.stringify({ chunk })),
    { maxLength: 8 },
  ),
  isSplit: fc.boolean(),
  hasState: fc.boolean(),
  record: fc.option(fc.record({ updatedAt: fc.nat(5), hasOpenTurn: fc.boolean() }), { nil: undefined }),
});
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 8,
    // A gap in the last part's sequence has to refuse the whole commit.
    arbitrary: fc.record({
      kind: fc.constant("commit" as const),
      parts: fc.array(part, { minLength: 1, maxLength: 6 }),
      gap: fc.oneof(
        { weight: 9, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.constantFrom(-1, 1) },
      ),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("read" as const),
      sessionId,
      after: fc.nat(40),
      maxEvents: fc.integer({ min: 1, max: 10 }),
      maxLength: fc.integer({ min: 1, max: 200 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("delete" as const), sessionId }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("list" as const), limit: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reopen" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("crash" as const) }) },
);

type Model = Map<string, Expected>;

async function runCommit(
  log: EventLog,
  model: Model,
  { parts, gap }: Command & { kind: "commit" },
): Promise<void> {
  const after: Model = structuredClone(model);
  const appends: Append[] = [];
  let isAllowed = gap === 0;
  for (const [index, { sessionId: id, texts, isSplit, hasState, record }] of parts.entries()) {
    const expected = after.get(id) ?? { texts: [], states: [], updatedAt: 0, hasOpenTurn: false };
    isAllowed &&= after.has(id) || record !== undefined;
    const firstSequence = expected.texts.length + 1 + (index === parts.length - 1 ? gap : 0);
    const events = isSplit ? texts.map(splitText) : texts;
    const lastSequence = firstSequence + texts.length - 1;
    const stepStates =
      hasState && texts.length > 0 ? [{ sequence: lastSequence, text: `{"at":${lastSequence}}` }] : [];
    appends.push({
      sessionId: id,
      firstSequence,
      events,
      ...(stepStates.length === 0 ? {} : { stepStates }),
      ...(record === undefined ? {} : { record: recordOf(id, record) }),
    });
    expected.texts.push(...texts);
    expected.states.push(...stepStates);
    Object.assign(expected, record);
    after.set(id, expected);
  }
  if (!isAllowed) {
    await expect(log.commit(appends)).rejects.toMatchObject({ name: "LogFault" });
    return;
  }
  await log.commit(appends);
  for (const [id, expected] of after) {
    model.set(id, expected);
  }
}

/** A text in two parts: all begin like `{"chunk":`. */
function splitText(text: string): SplitText {
  const end = text.indexOf(":") + 1;
  return { head: text.slice(0, end), tail: text.slice(end) };
}

function expectedRead(
  model: Model,
  { sessionId: id, after, maxEvents, maxLength }: Command & { kind: "read" },
) {
  const rest = (model.get(id)?.texts ?? [])
    .map((text, index) => ({ sequence: index + 1, text }))
    .slice(after);
  let count = Math.min(1, rest.length);
  let length = rest[0]?.text.length ?? 0;
  while (count < Math.min(maxEvents, rest.length) && length + (rest[count]?.text.length ?? 0) <= maxLength) {
    length += rest[count]?.text.length ?? 0;
    count += 1;
  }
  return rest.slice(0, count);
}

async function checkList(log: EventLog, model: Model, limit: number): Promise<void> {
  const expected = [...model]
    .sort(([idA, a], [idB, b]) => b.updatedAt - a.updatedAt || (idA < idB ? -1 : 1))
    .map(([id, { texts, updatedAt, hasOpenTurn }]) => ({
      ...recordOf(id, { updatedAt, hasOpenTurn }),
      sequence: texts.length,
    }));
  const listed = [];
  let cursor: string | undefined;
  do {
    const page = await log.listSessions({ limit, ...(cursor === undefined ? {} : { cursor }) });
    listed.push(...page.sessions);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(listed).toEqual(expected);
  const open = (await log.openSessions()).map((session) => session.sessionId).sort();
  expect(open).toEqual(
    expected
      .filter((session) => session.hasOpenTurn)
      .map((session) => session.sessionId)
      .sort(),
  );
}

/** How a log is opened once more: after its process has closed it, or after that has crashed. */
type Reopen = (log: EventLog, how: "reopen" | "crash") => Promise<EventLog>;

async function runAll(commands: readonly Command[], first: EventLog, reopen: Reopen) {
  let log = first;
  const model: Model = new Map();
  try {
    for (const next of [...commands, { kind: "crash" } as const, { kind: "list", limit: 2 } as const]) {
      switch (next.kind) {
        case "commit":
          await runCommit(log, model, next);
          break;
        case "read":
          expect(await log.read(next.sessionId, next.after, next)).toEqual(expectedRead(model, next));
          break;
        case "delete":
          expect(await log.deleteSession(next.sessionId)).toBe(model.delete(next.sessionId));
          break;
        case "list":
          await checkList(log, model, next.limit);
          break;
        case "reopen":
        case "crash":
          log = await reopen(log, next.kind);
          break;
      }
    }
    for (const [id, { texts, states }] of model) {
      expect(await log.readStepStates(id, 0, { maxEvents: 1e9, maxLength: 1e9 })).toEqual(states);
      const events = await log.read(id, 0, { maxEvents: 1e9, maxLength: 1e9 });
      expect(events.map((event) => event.text)).toEqual(texts);
    }
  } finally {
    await log.close();
  }
}

// fast-check prints the seed and the shrunk commands of a failure.
describe("whatever is committed, read, deleted and reopened", () => {
  const commands = fc.array(command, { maxLength: 60 });

  it("the log in a SQLite file agrees with a trivial model", async () => {
    const property = fc.asyncProperty(commands, async (list) => {
      const folder = await createTemporaryFolder();
      const open = () =>
        SqliteEventLog.open({ path: join(folder.path, "log.sqlite"), synchronous: "normal" });
      const crashed: EventLog[] = [];
      try {
        await runAll(list, await open(), async (log, how) => {
          if (how === "reopen") await log.close();
          else crashed.push(log);
          return open();
        });
      } finally {
        for (const log of crashed) await log.close();
        await folder.remove();
      }
    });
    await fc.assert(property, { numRuns: 100 });
  });

  it("the log in memory agrees with it too", async () => {
    const property = fc.asyncProperty(commands, (list) =>
      runAll(list, new MemoryEventLog(), async (log) => log),
    );
    await fc.assert(property, { numRuns: 200 });
  });
});
