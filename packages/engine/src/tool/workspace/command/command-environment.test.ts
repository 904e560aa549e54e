import { describe, expect, it } from "vitest";
import { toCommandEnvironment } from "./command-environment.ts";

describe("toCommandEnvironment", () => {
  it("passes on what programs need, and nothing else", () => {
    const needed = {
      PATH: "/bin",
      HOME: "/root",
      LANG: "C",
      LC_ALL: "C",
      LC_CTYPE: "C",
      TZ: "UTC",
      TMPDIR: "/tmp",
    };
    const secret = {
      OPENAI_API_KEY: "1",
      AWS_SECRET_ACCESS_KEY: "2",
      AIWHISPERER_TOKEN: "3",
      PATH_TOKEN: "4",
      MY_HOME: "5",
      LC_: "6",
      NODE_OPTIONS: "--require ./x.cjs",
      LD_PRELOAD: "x.so",
    };
    expect(toCommandEnvironment({ ...needed, ...secret })).toMatchObject(needed);
    expect(Object.keys(toCommandEnvironment(secret)).filter((name) => name in secret)).toEqual([]);
  });
});
