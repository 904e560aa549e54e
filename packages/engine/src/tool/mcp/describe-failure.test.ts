import { ProtocolError, SdkErrorCode, SdkHttpError } from "@modelcontextprotocol/client";
import { describe, expect, it } from "vitest";
import { describeFailure } from "./describe-failure.ts";

const clean = (text: string): string => text.replaceAll("secret", "***");

function describeError(error: unknown): string {
  return describeFailure(error, clean);
}

describe("describeFailure", () => {
  it("describes a refusal over HTTP by its status alone", () => {
    const error = new SdkHttpError(SdkErrorCode.ClientHttpNotImplemented, "secret", { status: 403 });
    expect(describeError(error)).toBe("answered with HTTP 403");
  });

  it("describes an error of the server by its sanitized message", () => {
    const text = describeError(new ProtocolError(-32603, "no secret here"));
    expect(text).toMatch(/^answered with error -32603: .*no \*\*\* here$/);
  });

  it("finds the code that fetch hides in the cause", () => {
    const cause = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    expect(describeError(new TypeError("fetch failed", { cause }))).toBe(
      "could not be reached (ECONNREFUSED)",
    );
  });

  it("distinguishes a missing program from an unreachable server", () => {
    const missing = Object.assign(new Error("spawn"), { code: "ENOENT", syscall: "spawn x" });
    expect(describeError(missing)).toBe(
      "could not be started (ENOENT): its command or its folder is not there",
    );
    const forbidden = Object.assign(new Error("spawn"), { code: "EACCES", syscall: "spawn x" });
    expect(describeError(forbidden)).toBe("could not be started (EACCES): its command may not be run");
  });

  it("cleans whatever else is thrown", () => {
    expect(describeError(new Error("a secret"))).toBe("failed: a ***");
    expect(describeError("secret")).toBe("failed: ***");
  });
});
