import { describe, expect, it } from "vitest";
import { MASKED, showValue } from "./config-rows.ts";
import { OPTION_NAMES, optionOf } from "./option-table.ts";

describe("a value that people are shown", () => {
  it("is not that of an option that is marked as secret", () => {
    expect(showValue({ isSecret: true }, "hunter2")).toBe(MASKED);
    expect(showValue({ isSecret: true }, ["hunter2"])).toBe(MASKED);
    expect(showValue({ isSecret: true }, undefined)).toBe("none");
  });

  it.each([
    "https://ann:hunter2@id.example/keys",
    "https://ann@id.example",
    "https://id.example/keys?key=hunter2",
    "https://id.example/#hunter2",
    "postgres://ann:hunter2@db",
    "https://",
  ])("is not the address %s, which may hold a secret", (address) => {
    expect(showValue({}, address)).toBe(MASKED);
    expect(showValue({}, ["https://app.example", address])).toBe(`https://app.example, ${MASKED}`);
  });

  it.each([["openai:gpt-5"], ["https://id.example/keys"], ["/srv/data"], [8_000], [true], [""]])(
    "is %s as it is",
    (value) => expect(showValue({}, value)).toBe(String(value)),
  );
});

describe("the table of options", () => {
  it("has no secret but in files, or marks it as one", () => {
    const speaking = OPTION_NAMES.filter((name) => /secret|password|credential/i.test(name));
    const shown = speaking.filter((name) => optionOf(name).isSecret !== true);
    expect(shown.map((name) => [name, optionOf(name).kind.type])).toEqual([["tokenSecretFile", "file"]]);
  });
});
