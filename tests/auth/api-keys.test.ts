import { appendFile, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@aiwhisperer/engine";
import { describe, expect, it, onTestFinished } from "vitest";
import { addKey, readKeys, revokeKey } from "../../packages/server/src/auth/api-key-file.ts";
import { ApiKeys } from "../../packages/server/src/auth/api-keys.ts";
import { ManualClock } from "../support/manual-clock.ts";

const forAnn = { name: "laptop", userId: "ann", isAdmin: false };
const now = Date.now();

async function keyFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-keys-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "data", "keys.jsonl");
}

/** Puts a whole file in the place of another one. */
async function replace(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

/** Keys of a file that is looked at every 5 ms. */
async function openKeys(path: string, clock = systemClock) {
  const faults: string[] = [];
  const revoked: string[] = [];
  let wake: () => void = () => undefined;
  const note = (list: string[], text: string) => {
    list.push(text);
    wake();
  };
  const keys = await ApiKeys.open({
    path,
    clock,
    checkIntervalMs: 5,
    onRevoked: (id) => note(revoked, id),
    onFault: (error) => note(faults, String(error)),
  });
  onTestFinished(() => keys.close());
  const until = async (isDone: () => boolean): Promise<void> => {
    while (!isDone()) await new Promise<void>((resolve) => (wake = resolve));
  };
  return { keys, faults, revoked, until };
}

describe("the file of API keys", () => {
  it("is made for this user alone, and has no key in it", async () => {
    const path = await keyFile();
    const { text, id } = await addKey(path, { ...forAnn, isAdmin: true }, { now });
    const content = await readFile(path, "utf8");
    expect(content).not.toContain(text.slice(-43));
    expect(JSON.parse(content)).toMatchObject({ type: "created", id, ...forAnn, isAdmin: true });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(path, ".."))).mode & 0o777).toBe(0o700);
  });

  it("loses nothing when many programs write to it at once", async () => {
    const path = await keyFile();
    const made = await Promise.all(Array.from({ length: 20 }, () => addKey(path, forAnn, { now })));
    await Promise.all(made.slice(0, 10).map(({ id }) => revokeKey(path, id, { now })));
    const { keys } = await readKeys(path);
    expect(keys.size).toBe(20);
    expect([...keys.values()].filter(({ revokedAt }) => revokedAt !== undefined)).toHaveLength(10);
  });

  it("takes no more keys than it may have", async () => {
    const path = await keyFile();
    await addKey(path, forAnn, { now, maxKeys: 1 });
    await expect(addKey(path, forAnn, { now, maxKeys: 1 })).rejects.toThrow(/has 1 keys/);
  });

  it("is not written on while its last line is cut off", async () => {
    const path = await keyFile();
    await addKey(path, forAnn, { now });
    await appendFile(path, '{"type":"created"');
    await expect(addKey(path, forAnn, { now })).rejects.toThrow(/was cut off/);
    expect((await readKeys(path)).keys.size).toBe(1);
  });

  it("reports unknown keys, and keys that were revoked before", async () => {
    const path = await keyFile();
    const { id } = await addKey(path, forAnn, { now });
    await expect(revokeKey(path, "0000000000000000", { now })).rejects.toThrow(/no API key/);
    expect(await revokeKey(path, id, { now })).toBe(true);
    expect(await revokeKey(path, id, { now })).toBe(false);
  });
});

describe("API keys of a server that runs", () => {
  it("are taken as soon as they were made", async () => {
    const path = await keyFile();
    // The clock does not move: the file is read only on demand.
    const { keys } = await openKeys(path, new ManualClock());
    const { text, id } = await addKey(path, forAnn, { now });
    expect(await keys.authenticate(text)).toEqual({ userId: "ann", isAdmin: false, keyId: id });
    expect(await keys.authenticate(`${text.slice(0, -1)}${text.endsWith("A") ? "E" : "A"}`)).toEqual({
      refused: "invalid",
    });
  });

  it("are refused once they are revoked, and that is reported", async () => {
    const path = await keyFile();
    const [kept, doomed] = [await addKey(path, forAnn, { now }), await addKey(path, forAnn, { now })];
    const { keys, revoked, until } = await openKeys(path);
    await revokeKey(path, doomed.id, { now });
    await until(() => revoked.length > 0);
    expect(revoked).toEqual([doomed.id]);
    expect(await keys.authenticate(doomed.text)).toEqual({ refused: "revoked" });
    expect(keys.isLive(doomed.id)).toBe(false);
    expect(await keys.authenticate(kept.text)).toMatchObject({ userId: "ann" });
  });

  it("end when their time has come", async () => {
    const path = await keyFile();
    const clock = new ManualClock();
    const expiresAt = new Date(clock.now() + 1_000).toISOString();
    const { text } = await addKey(path, { ...forAnn, expiresAt }, { now });
    const { keys } = await openKeys(path, clock);
    expect(await keys.authenticate(text)).toMatchObject({ expiresAt: clock.now() + 1_000 });
    clock.advance(1_000);
    expect(await keys.authenticate(text)).toEqual({ refused: "expired" });
  });

  it("are all gone with their file", async () => {
    const path = await keyFile();
    const { text, id } = await addKey(path, forAnn, { now });
    const { keys, revoked, until } = await openKeys(path);
    await rm(path);
    await until(() => revoked.length > 0);
    expect(revoked).toEqual([id]);
    expect(await keys.authenticate(text)).toEqual({ refused: "invalid" });
  });

  it("stay valid while the file is damaged, which is reported once", async () => {
    const path = await keyFile();
    const [kept, revokedKey] = [await addKey(path, forAnn, { now }), await addKey(path, forAnn, { now })];
    await revokeKey(path, revokedKey.id, { now });
    const good = await readFile(path, "utf8");
    const { keys, faults, until } = await openKeys(path);
    await replace(path, `not a record\n${good}`);
    await until(() => faults.length > 0);
    expect(await keys.authenticate(kept.text)).toMatchObject({ userId: "ann" });
    expect(await keys.authenticate(revokedKey.text)).toEqual({ refused: "revoked" });
    await replace(path, good);
    const later = await addKey(path, forAnn, { now });
    expect(await keys.authenticate(later.text)).toMatchObject({ userId: "ann" });
    expect(faults).toEqual([expect.stringContaining(`${path}: line 1 is no record`)]);
  });

  it("keep a server from starting on a damaged file", async () => {
    const path = await keyFile();
    await addKey(path, forAnn, { now });
    await appendFile(path, "\n");
    await expect(openKeys(path)).rejects.toThrow(/line 2 is no record/);
  });
});
