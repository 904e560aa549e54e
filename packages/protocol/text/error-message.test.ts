import { expect, it } from "vitest";
import { errorMessage } from "./error-message.ts";

it.each([
  [new TypeError("broken"), "broken"],
  ["a text", "a text"],
  [undefined, "undefined"],
  [{ toString: () => "an object" }, "an object"],
  [Object.create(null), "a value that cannot be printed"],
])("the message of %o is %s", (error, message) => {
  expect(errorMessage(error)).toBe(message);
});
