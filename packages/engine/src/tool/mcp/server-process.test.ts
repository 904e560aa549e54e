import { describe, expect, it } from "vitest";
import { serverEnvironment } from "./server-process.ts";

describe("serverEnvironment", () => {
  it("has the variables that programs need, without those that may be secret", () => {
    const ours = {
      PATH: "/bin",
      HOME: "/root",
      LC_ALL: "C",
      OPENAI_API_KEY: "k",
      NODE_OPTIONS: "x",
      TZ: undefined,
    };
    expect(serverEnvironment(ours, {})).toEqual({ PATH: "/bin", HOME: "/root", LC_ALL: "C" });
  });

  it("lets the configuration have the last word", () => {
    expect(serverEnvironment({ PATH: "/bin" }, { PATH: "/opt", KEY: "k" })).toEqual({
      PATH: "/opt",
      KEY: "k",
    });
  });
});
