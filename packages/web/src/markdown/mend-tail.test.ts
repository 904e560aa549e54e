import { describe, expect, it } from "vitest";
import { mendTail } from "./mend-tail.ts";

describe("mendTail", () => {
  it.each([
    ["a marker whose text has not come is left out", "Title\n-", "Title\n"],
    ["a line that could become a heading rule is left out", "Title\n==", "Title\n"],
    ["a number without its point is left out", "Steps:\n1", "Steps:\n"],
    ["bold text is closed", "This is **impor", "This is **impor**"],
    ["a half closed bold text is closed once", "This is **important*", "This is **important**"],
    ["an opening without text is left out", "This is **", "This is "],
    ["inline code is closed", "Call `send(", "Call `send(`"],
    ["half a link shows as its text", "See [the manual](https://exa", "See the manual"],
    ["asterisks inside inline code are no emphasis", "Use `a ** b`", "Use `a ** b`"],
    ["complete text stays as it is", "A **b** `c` [d](e) f", "A **b** `c` [d](e) f"],
    ["code in an open fence stays as it is", "```ts\nconst a = `x", "```ts\nconst a = `x"],
    [
      "code in an open fence of a list stays as it is",
      "- item\n  ```ts\n  const a = `x",
      "- item\n  ```ts\n  const a = `x",
    ],
  ])("%s", (_, source, mended) => {
    expect(mendTail(source)).toBe(mended);
  });
});
