import { describe, expect, it } from "vitest";
import { type ApiKeyRecord, encodeRecord, foldRecords } from "./api-key-record.ts";

const created = (id: string, change: object = {}): ApiKeyRecord => ({
  type: "created",
  id,
  hash: "h".repeat(43),
  name: "laptop",
  userId: "ann",
  isAdmin: false,
  createdAt: "2026-01-02T03:04:05.000Z",
  ...change,
});
const revoked = (id: string, revokedAt = "2026-02-02T00:00:00.000Z"): ApiKeyRecord => ({
  type: "revoked",
  id,
  revokedAt,
});
const fold = (...records: readonly ApiKeyRecord[]) => foldRecords(records.map(encodeRecord).join(""));

describe("the records of API keys", () => {
  it("list each created key, in order, and when it was revoked", () => {
    const keys = fold(created("a"), created("b", { isAdmin: true }), revoked("a"), created("c"));
    expect([...keys.keys()]).toEqual(["a", "b", "c"]);
    expect(keys.get("a")).toMatchObject({ userId: "ann", revokedAt: "2026-02-02T00:00:00.000Z" });
    expect(keys.get("b")).toEqual({ ...created("b", { isAdmin: true }), type: undefined });
  });

  it("keep the first of two revocations", () => {
    const keys = fold(created("a"), revoked("a"), revoked("a", "2027-01-01T00:00:00.000Z"));
    expect(keys.get("a")?.revokedAt).toBe("2026-02-02T00:00:00.000Z");
  });

  it("leave out a line that is still being written", () => {
    const text = encodeRecord(created("a")) + encodeRecord(created("b")).slice(0, -10);
    expect([...foldRecords(text).keys()]).toEqual(["a"]);
  });

  it("name the first line that is none, and are not used at all then", () => {
    const good = encodeRecord(created("a"));
    for (const line of [
      "",
      "{",
      "null",
      "[]",
      JSON.stringify(revoked("unknown")),
      JSON.stringify(created("a")),
      JSON.stringify(created("b", { isAdmin: "no" })),
      JSON.stringify(created("b", { userId: "" })),
      JSON.stringify(created("b", { name: "\u001b[2J" })),
      JSON.stringify(created("b", { expiresAt: "soon" })),
      JSON.stringify({ ...created("b"), type: "renewed" }),
    ]) {
      expect(() => foldRecords(`${good}${line}\n${good}`), line).toThrow(/^line 2 /);
    }
  });
});
