import type { ApiKey } from "@aiwhisperer/server/keys";
import { describe, expect, it } from "vitest";
import { keyLines } from "./key-lines.ts";

const NOW = Date.parse("2026-06-01T00:00:00.000Z");
const key = (change: Partial<ApiKey>): ApiKey => ({
  id: "0123456789abcdef",
  hash: "never-shown",
  name: "laptop",
  userId: "ann",
  isAdmin: false,
  createdAt: "2026-01-02T03:04:05.000Z",
  ...change,
});

describe("the list of API keys", () => {
  it("shows each with its state, and nothing that could be used", () => {
    const text = keyLines(
      [
        key({}),
        key({ userId: "a longer name", isAdmin: true, expiresAt: "2027-01-01T00:00:00.000Z" }),
        key({ expiresAt: "2026-05-01T00:00:00.000Z" }),
        key({ revokedAt: "2026-03-01T00:00:00.000Z", expiresAt: "2027-01-01T00:00:00.000Z" }),
      ],
      NOW,
    );
    expect(text).toBe(
      [
        "id                user           role   state                made        name",
        "0123456789abcdef  ann            user   valid                2026-01-02  laptop",
        "0123456789abcdef  a longer name  admin  valid to 2027-01-01  2026-01-02  laptop",
        "0123456789abcdef  ann            user   ended 2026-05-01     2026-01-02  laptop",
        "0123456789abcdef  ann            user   revoked 2026-03-01   2026-01-02  laptop",
        "",
      ].join("\n"),
    );
  });

  it("says how to make one where there are none", () => {
    expect(keyLines([], NOW)).toContain("aiwhisperer keys create");
  });
});
