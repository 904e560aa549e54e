import { type Client, interactive } from "@aiwhisperer/client";
import { describe, expect, it } from "vitest";
import { MemoryEventLog } from "../../packages/engine/src/log/memory/memory-event-log.ts";
import { finished, ScriptedModel, said } from "../support/scripted-model.ts";
import { setUpServer } from "./support/server-scene.ts";

const { start, connect } = setUpServer();

/** Answers in two pieces, so that a word may begin in one and end in the other. */
async function serve(kind: "sqlite" | "memory", limits = {}): Promise<void> {
  const model = new ScriptedModel(async function* () {
    yield said("The answer is forty");
    yield said("two percent.");
    yield finished;
  });
  const log = kind === "memory" ? { log: new MemoryEventLog() } : {};
  await start({ models: model.catalog, ...log, engine: { limits } });
}

async function say(client: Client, ...texts: readonly string[]) {
  const session = await client.startSession();
  for (const text of texts) await session.send(text).result;
  return session;
}

/** All matches, over all pages, and the number of pages. */
async function findAll(client: Client, query: string, limit = 20) {
  const snippets: string[] = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    const page = await client.rpc.searchSessions({
      query,
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    });
    expect(page.matches.length).toBeLessThanOrEqual(limit);
    snippets.push(...page.matches.map(({ snippet }) => snippet));
    cursor = page.nextCursor;
    pages += 1;
  } while (cursor !== undefined && pages < 1_000);
  return { snippets, pages };
}

describe.each(["sqlite", "memory"] as const)("searchSessions on a log of kind %s", (kind) => {
  it("finds messages, answers across chunks, and titles, with their places", async () => {
    await serve(kind);
    const client = connect();
    const session = await say(client, "Where is the Kettle?");
    const { matches } = await client.rpc.searchSessions({ query: "KETTLE where" });
    expect(matches.map(({ session: { sessionId }, snippet }) => [sessionId, snippet])).toEqual([
      [session.sessionId, "Where is the Kettle?"],
      [session.sessionId, "Where is the Kettle?"],
    ]);
    expect(matches.map(({ messageId, sequence }) => [messageId === undefined, sequence === 1])).toEqual([
      [true, true],
      [false, false],
    ]);
    const [, ofMessage] = matches;
    const { events } = await client.rpc.getHistory({
      sessionId: session.sessionId,
      afterSequence: (ofMessage?.sequence ?? 0) - 1,
      limit: 1,
    });
    expect(events[0]).toMatchObject({
      method: "UserMessageNotification",
      params: { messageId: ofMessage?.messageId },
    });
    expect((await findAll(client, "fortytwo")).snippets).toEqual(["The answer is fortytwo percent."]);
  });

  it("finds scripts without spaces and from right to left, and takes every character as itself", async () => {
    await serve(kind);
    const client = connect();
    const texts = ["我想去北京旅行", "أين المفتاح الأحمر", 'NEAR("a" OR b*) 100%_'];
    const session = await say(client, "first", ...texts);
    await session.update({ title: "named" });
    for (const [query, text] of [
      ["北京", texts[0]],
      ["المفتاح", texts[1]],
      ['near("a" b*) 0%_', texts[2]],
    ] as const) {
      expect((await findAll(client, query)).snippets).toEqual([text]);
    }
    for (const query of ["*", '"', "a*b", "' OR 1=1 --", "%'", " ", "(", "zzz"]) {
      const { snippets } = await findAll(client, query);
      const expected = query === "*" || query === '"' || query === "(" ? [texts[2]] : [];
      expect([query, snippets]).toEqual([query, expected]);
    }
  });

  it("finds nothing of a session that was deleted", async () => {
    await serve(kind);
    const client = connect();
    const [kept, deleted] = [await say(client, "the walrus one"), await say(client, "the walrus two")];
    await kept.update({ title: "a" });
    await deleted.update({ title: "b" });
    expect((await findAll(client, "walrus")).snippets).toHaveLength(2);
    await deleted.delete();
    expect((await findAll(client, "walrus")).snippets).toEqual(["the walrus one"]);
  });

  it("returns each match once over many small pages, and bounds what one page reads", async () => {
    await serve(kind, { maxSearchedLength: 1_000 });
    const client = connect();
    for (const name of ["a", "b", "c"]) {
      const session = await say(client, `needle 1${name}`, "hay", `needle 2${name}`);
      await session.update({ title: name });
    }
    for (const limit of [1, 20]) {
      const { snippets, pages } = await findAll(client, "needle", limit);
      expect(snippets.toSorted()).toEqual([
        "needle 1a",
        "needle 1b",
        "needle 1c",
        "needle 2a",
        "needle 2b",
        "needle 2c",
      ]);
      expect(pages).toBeGreaterThan(3);
    }
    expect((await findAll(client, "percent", 1)).snippets).toHaveLength(9);
  });

  it("refuses a cursor that no search returned", async () => {
    await serve(kind);
    const search = connect().rpc.searchSessions({ query: "x", cursor: "nonsense" });
    await expect(search).rejects.toMatchObject({ code: interactive.errors.InvalidCursor.code });
  });
});
