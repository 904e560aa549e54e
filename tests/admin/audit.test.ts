import { appendFile, mkdir, readFile, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { AuditRecord } from "@aiwhisperer/protocol/admin";
import { describe, expect, it } from "vitest";
import { AuditFile } from "../../packages/server/src/admin/audit-file.ts";
import { temporaryFolder } from "../cli/temporary-folder.ts";
import {
  type AdminServer,
  adminToken,
  readAudit,
  startAdminServer,
  tokenOf,
} from "./support/admin-server.ts";

const setLevel = (server: AdminServer, level: string, token = adminToken()) =>
  server.ask("/log-level", { method: "PUT", body: JSON.stringify({ level }), token });

const listed = async (server: AdminServer): Promise<readonly AuditRecord[]> =>
  (await server.ask("/audit")).json.records;

/** The entries of the server's own log that are records. */
const told = (server: AdminServer): readonly AuditRecord[] =>
  server
    .logged()
    .split("\n")
    .filter((line) => line.includes('"audit"'))
    .map((line) => JSON.parse(line).audit);

describe("the audit log", () => {
  it("has every action before and after it: when, who, from where, what, on what, with what outcome", async () => {
    const server = await startAdminServer({ admin: { requestEnd: () => undefined } });
    const ann = await server.connectAs("ann");
    const { result } = await ann.call("startSession", { userId: "ann" });
    const { sessionId } = result as { sessionId: string };
    const { connectionId } = (await server.ask("/connections")).json.rows[0];
    const before = Date.now();
    await server.ask(`/connections/${connectionId}/end`, { method: "POST" });
    await server.ask(`/sessions/${sessionId}/stop`, { method: "POST" });
    await server.ask("/connections/gone/end", { method: "POST" });
    await setLevel(server, "error");
    await server.ask("/drain", { method: "POST" });
    const by = { userId: "ada", address: "127.0.0.1", time: expect.any(String), id: expect.any(String) };
    const rows = [
      { ...by, action: "end_connection", target: connectionId },
      { ...by, action: "stop_session", target: sessionId },
      { ...by, action: "end_connection", target: "gone" },
      { ...by, action: "set_log_level", target: "error" },
      { ...by, action: "drain" },
    ];
    const outcomes = rows.map((row) => ({
      ...row,
      ...("target" in row && row.target === "gone"
        ? { outcome: "failed", status: 404 }
        : { outcome: "done" }),
    }));
    const records = await server.audited();
    expect(records).toEqual(rows.flatMap((row, index) => [{ ...row, outcome: "begun" }, outcomes[index]]));
    for (const { time } of records) expect(Date.parse(time)).toBeGreaterThanOrEqual(before);
    expect(new Set(records.map(({ id }) => id)).size).toBe(rows.length);
    expect(await listed(server)).toEqual(outcomes.toReversed());
    // An admin who turns the log down cannot hide what comes then.
    expect(told(server)).toEqual(records);
  });

  it("has the attempts of those who may not act", async () => {
    const server = await startAdminServer();
    await setLevel(server, "silent", tokenOf("ann"));
    await setLevel(server, "silent", "");
    await setLevel(server, "silent", `${tokenOf("ada", { role: "admin" })}x`);
    const address = "127.0.0.1";
    const refused = { action: "set_log_level", outcome: "refused", address };
    await expect.poll(server.audited).toHaveLength(3);
    expect(await server.audited()).toEqual((await listed(server)).toReversed());
    expect(await server.audited()).toMatchObject([
      { ...refused, userId: "ann", status: 403 },
      { ...refused, status: 401 },
      { ...refused, status: 401 },
    ]);
  });

  it("contains no credential, not even a misplaced one", async () => {
    const server = await startAdminServer({ logLevel: "trace" });
    const secret = tokenOf("ann");
    await server.ask(`/connections/${encodeURIComponent(`${secret.slice(0, 50)} `)}/end?token=${secret}`, {
      method: "POST",
      body: JSON.stringify({ secret }),
      headers: { "x-secret": secret },
    });
    await setLevel(server, secret);
    await setLevel(server, "info", secret);
    await expect.poll(server.audited).toHaveLength(5);
    const file = await readFile(server.auditPath, "utf8");
    for (const text of [file, JSON.stringify(await listed(server)), server.logged()]) {
      expect(text).not.toContain(secret.slice(0, 50));
    }
  });

  it("is a file of the server's user alone", async () => {
    const server = await startAdminServer();
    await setLevel(server, "info");
    expect((await stat(server.auditPath)).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(server.auditPath))).mode & 0o777).toBe(0o700);
  });

  it("is there after a restart", async () => {
    const auditPath = join(await temporaryFolder(), "admin-audit.jsonl");
    const first = await startAdminServer({ admin: { auditPath } });
    await setLevel(first, "info");
    const second = await startAdminServer({ admin: { auditPath } });
    await setLevel(second, "error");
    expect((await listed(second)).map(({ target, outcome }) => [target, outcome])).toEqual([
      ["error", "done"],
      ["info", "done"],
    ]);
  });

  it("is in the server's log alone where there is no file", async () => {
    const server = await startAdminServer({ admin: { auditPath: undefined } });
    await setLevel(server, "silent");
    expect(told(server).map(({ outcome }) => outcome)).toEqual(["begun", "done"]);
    const { json } = await server.ask("/audit");
    expect(json).toMatchObject({ isStored: false, records: [{ outcome: "done", target: "silent" }] });
  });

  it("lets nothing be done that cannot be written", async () => {
    const server = await startAdminServer({ admin: { requestEnd: () => expect.unreachable() } });
    const ann = await server.connectAs("ann");
    const { connectionId } = (await server.ask("/connections")).json.rows[0];
    await mkdir(server.auditPath, { recursive: true });
    for (const path of [`/connections/${connectionId}/end`, "/drain"]) {
      const { status, json } = await server.ask(path, { method: "POST" });
      expect(status).toBe(503);
      expect(json.error).toBe(
        `Nothing was done, because the audit log ${server.auditPath} cannot be written (EISDIR). Make it writable, then try again.`,
      );
    }
    expect((await setLevel(server, "debug")).status).toBe(503);
    expect((await server.ask("/server")).json).toMatchObject({ logLevel: "warn", isDraining: false });
    expect((await ann.call("echo", { message: 1 })).result).toBeDefined();
    await rm(server.auditPath, { recursive: true });
    expect((await setLevel(server, "debug")).status).toBe(200);
  });
});

describe("the bounds of the audit log", () => {
  it("keep one file of that size, and the one before it", async () => {
    const limits = { maxAuditBytes: 4_096, maxAuditRecords: 1_000 };
    const server = await startAdminServer({ admin: { limits } });
    const levels = Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? "info" : "error"));
    for (const level of levels) await setLevel(server, level);
    const previous = `${server.auditPath}.previous`;
    for (const path of [server.auditPath, previous]) {
      expect((await stat(path)).size).toBeLessThanOrEqual(4_096);
      expect((await stat(path)).mode & 0o777).toBe(0o600);
    }
    const kept = [...(await readAudit(previous)), ...(await server.audited())];
    expect(kept.length).toBeLessThan(2 * levels.length);
    expect(kept.at(-1)).toMatchObject({ outcome: "done", target: "error" });
    const file = new AuditFile({ path: server.auditPath, maxBytes: 4_096 });
    expect(await file.readLast(1_000)).toEqual(kept);
    expect(await file.readLast(3)).toEqual(kept.slice(-3));
  });

  it("show no more than the newest records", async () => {
    const server = await startAdminServer({ admin: { limits: { maxAuditRecords: 2 } } });
    for (const level of ["info", "error", "fatal"]) await setLevel(server, level);
    expect((await listed(server)).map(({ target }) => target)).toEqual(["fatal", "error"]);
  });

  it("only count refused attempts that are too many, and keep no action out", async () => {
    const server = await startAdminServer({ admin: { limits: { maxAuditRefusals: 2 } } });
    for (let index = 0; index < 5; index += 1) await setLevel(server, "info", "");
    await expect.poll(async () => (await listed(server)).length).toBe(2);
    await setLevel(server, "info");
    const outcomes = (await server.audited()).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(["refused", "refused", "begun", "done"]);
  });
});

describe("an audit file whose last line was cut off", () => {
  it("loses that line alone", async () => {
    const auditPath = join(await temporaryFolder(), "admin-audit.jsonl");
    const first = await startAdminServer({ admin: { auditPath } });
    await setLevel(first, "info");
    await appendFile(auditPath, '{"id":"cut","time":"20');
    const second = await startAdminServer({ admin: { auditPath } });
    await setLevel(second, "error");
    expect((await listed(second)).map(({ target }) => target)).toEqual(["error", "info"]);
    const text = await readFile(auditPath, "utf8");
    expect(text.split("\n").filter((line) => line.includes("cut"))).toEqual(['{"id":"cut","time":"20']);
  });
});
