import { describe, expect, it } from "vitest";
import type { Append, EventLog, SessionRecord } from "./event-log.ts";
import { type CommitSource, GroupCommit, type GroupCommitOptions } from "./group-commit.ts";
import type { LogFault } from "./log-fault.ts";
import { MemoryEventLog } from "./memory/memory-event-log.ts";

/** Cuts commits when the test says so. */
class ManualSchedule {
  readonly #cuts: (() => void)[] = [];
  #arrival = Promise.withResolvers<void>();
  readonly schedule = (cut: () => void): void => {
    this.#cuts.push(cut);
    this.#arrival.resolve();
    this.#arrival = Promise.withResolvers();
  };

  get pending(): number {
    return this.#cuts.length;
  }

  /** Resolves when the next cut is scheduled. */
  arrival(): Promise<void> {
    return this.#arrival.promise;
  }

  cut(): void {
    this.#cuts.shift()?.();
  }
}

/** A log whose commits wait for the gate, so that one can be kept under way. */
class GatedLog {
  readonly sizes: number[] = [];
  readonly log = new MemoryEventLog();
  gate: PromiseWithResolvers<void> | undefined;

  async commit(appends: readonly Append[]): Promise<void> {
    await this.gate?.promise;
    this.sizes.push(appends.length);
    await this.log.commit(appends);
  }
}

/** One session's writer, in the smallest form: its waiting texts, and what became of them. */
class Writer implements CommitSource {
  readonly #sessionId: string;
  readonly #journal: string[];
  readonly texts: string[] = [];
  #sequence = 0;
  #underWay = 0;
  fault: LogFault | undefined;

  constructor(sessionId: string, journal: string[]) {
    this.#sessionId = sessionId;
    this.#journal = journal;
  }

  take(): Append {
    const events = this.texts.splice(0);
    this.#underWay = events.length;
    const record = recordOf(this.#sessionId);
    const append = { sessionId: this.#sessionId, firstSequence: this.#sequence + 1, events };
    return this.#sequence === 0 && events.length > 0 ? { ...append, record } : append;
  }

  settle(fault?: LogFault): void {
    this.fault = fault;
    this.#sequence += fault === undefined ? this.#underWay : 0;
    this.#journal.push(`${this.#sessionId}:${fault?.code ?? this.#sequence}`);
  }
}

function recordOf(sessionId: string): SessionRecord {
  return {
    sessionId,
    userId: "local",
    createdAt: 0,
    updatedAt: 0,
    status: 1,
    title: "",
    hasOpenTurn: false,
    params: "{}",
  };
}

function create(log: Pick<EventLog, "commit">, options: Partial<GroupCommitOptions> = {}) {
  const clock = new ManualSchedule();
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const commits = new GroupCommit(log, { schedule: clock.schedule, onError, ...options });
  const journal: string[] = [];
  const append = (writer: Writer, text: string) => {
    writer.texts.push(text);
    commits.request(writer);
  };
  return { clock, errors, commits, journal, append, writer: (id: string) => new Writer(id, journal) };
}

describe("GroupCommit", () => {
  it("takes what all sessions append before the cut into one commit, and settles in order of request", async () => {
    const gated = new GatedLog();
    const { clock, commits, journal, append, writer } = create(gated);
    const [a, b] = [writer("a"), writer("b")];
    append(b, "{}");
    append(a, "{}");
    append(b, "{}");
    expect(clock.pending).toBe(1);
    clock.cut();
    await commits.idle();
    expect(gated.sizes).toEqual([2]);
    expect(journal).toEqual(["b:2", "a:1"]);
  });

  it("puts what comes while a commit is under way into the next", async () => {
    const gated = new GatedLog();
    const { clock, commits, journal, append, writer } = create(gated);
    const [a, b] = [writer("a"), writer("b")];
    gated.gate = Promise.withResolvers();
    append(a, "{}");
    clock.cut();
    append(a, "{}");
    append(b, "{}");
    expect(clock.pending).toBe(0);
    expect(journal).toEqual([]);
    gated.gate.resolve();
    await clock.arrival();
    expect(journal).toEqual(["a:1"]);
    clock.cut();
    await commits.idle();
    expect(journal).toEqual(["a:1", "a:2", "b:1"]);
    expect((await gated.log.findSession("a"))?.sequence).toBe(2);
  });

  it("settles a batch without a pause, so that nothing comes between its sources", async () => {
    const { clock, commits, journal, writer } = create(new MemoryEventLog());
    const first = writer("a");
    first.texts.push("{}");
    const settle = first.settle.bind(first);
    first.settle = (fault) => {
      settle(fault);
      queueMicrotask(() => journal.push("microtask"));
    };
    const second = writer("b");
    second.texts.push("{}");
    commits.request(first);
    commits.request(second);
    clock.cut();
    await commits.idle();
    expect(journal).toEqual(["a:1", "b:1", "microtask"]);
  });

  it("settles every source of a failed commit with its fault, and continues with the next", async () => {
    const log = new MemoryEventLog();
    const { clock, commits, journal, append, writer } = create(log);
    await log.close();
    const [a, b] = [writer("a"), writer("b")];
    append(a, "{}");
    append(b, "{}");
    clock.cut();
    await commits.idle();
    append(a, "{}");
    clock.cut();
    await commits.idle();
    expect(journal).toEqual(["a:closed", "b:closed", "a:closed"]);
  });

  it("fails one session alone when the fault names it", async () => {
    const log = new MemoryEventLog();
    const { clock, commits, journal, append, writer } = create(log);
    await log.commit([{ sessionId: "b", firstSequence: 1, events: ["{}"], record: recordOf("b") }]);
    const [a, b, c] = [writer("a"), writer("b"), writer("c")];
    for (const source of [a, b, c]) {
      append(source, "{}");
    }
    clock.cut();
    await commits.idle();
    expect(journal).toEqual(["a:1", "b:conflict", "c:1"]);
    expect(b.fault?.sessionId).toBe("b");
    expect((await log.findSession("c"))?.sequence).toBe(1);
  });

  it("settles a source that has nothing left to store without troubling the log", async () => {
    const gated = new GatedLog();
    const { clock, commits, journal, writer } = create(gated);
    commits.request(writer("a"));
    clock.cut();
    await commits.idle();
    expect(journal).toEqual(["a:0"]);
    expect(gated.sizes).toEqual([]);
  });

  it("refuses more than may wait, and takes it again after the commit", async () => {
    const gated = new GatedLog();
    const { clock, commits, writer } = create(gated, { maxWaitingLength: 100 });
    gated.gate = Promise.withResolvers();
    const a = writer("a");
    a.texts.push("{}");
    commits.request(a, 60);
    clock.cut();
    expect(() => commits.request(a, 41)).toThrow(expect.objectContaining({ code: "overloaded" }));
    commits.request(a, 40);
    expect(() => commits.request(a, 1)).toThrow(expect.objectContaining({ code: "overloaded" }));
    expect(() => commits.request(a)).not.toThrow();
    gated.gate.resolve();
    await clock.arrival();
    expect(() => commits.request(a, 60)).not.toThrow();
  });

  it("reports the size of each commit before it settles the sources", async () => {
    const reported: unknown[] = [];
    const { clock, commits, journal, append, writer } = create(new MemoryEventLog(), {
      onCommit: ({ durationMs, ...outcome }) =>
        reported.push({ ...outcome, hasTime: durationMs >= 0, journal: [...journal] }),
    });
    const [a, b] = [writer("a"), writer("b")];
    append(a, '{"method":"x"}');
    append(a, "{}");
    append(b, "{}");
    clock.cut();
    await commits.idle();
    expect(reported).toEqual([
      { appends: 2, events: 3, length: 18, fault: undefined, hasTime: true, journal: [] },
    ]);
  });

  it("reports a failed commit, and its retry without the part that failed", async () => {
    const log = new MemoryEventLog();
    const codes: unknown[] = [];
    const { clock, commits, append, writer } = create(log, {
      onCommit: ({ appends, fault }) => codes.push([appends, fault?.code]),
    });
    await log.commit([{ sessionId: "b", firstSequence: 1, events: ["{}"], record: recordOf("b") }]);
    const [a, b] = [writer("a"), writer("b")];
    append(a, "{}");
    append(b, "{}");
    clock.cut();
    await commits.idle();
    expect(codes).toEqual([
      [2, "conflict"],
      [1, undefined],
    ]);
  });

  it("reports what a source throws and settles the others", async () => {
    const { clock, commits, errors, journal, append, writer } = create(new MemoryEventLog());
    const [a, b, c] = [writer("a"), writer("b"), writer("c")];
    a.settle = () => {
      throw new Error("in settle");
    };
    b.take = () => {
      throw new Error("in take");
    };
    for (const source of [a, b, c]) {
      append(source, "{}");
    }
    clock.cut();
    await commits.idle();
    expect(errors).toEqual([new Error("in take"), new Error("in settle")]);
    expect(journal).toEqual(["c:1"]);
  });

  it("is idle without requests", async () => {
    await expect(create(new MemoryEventLog()).commits.idle()).resolves.toBeUndefined();
  });
});
