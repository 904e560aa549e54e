import { expect, it } from "vitest";
import { SessionStatus } from "../gen/interactive.ts";
import { enumName } from "./enum-name.ts";

it("names a value of an enumeration, and leaves an unknown one a number", () => {
  expect(enumName(SessionStatus, SessionStatus.Paused)).toBe("Paused");
  expect(enumName(SessionStatus, 99)).toBe("99");
});
