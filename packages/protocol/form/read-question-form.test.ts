import { expect, it } from "vitest";
import { readQuestionForm } from "./read-question-form.ts";

it("writes hidden characters of what a person reads as codes, and keeps names and values", () => {
  const properties = {
    "a\u200b": { type: "string", description: "b\u202e" },
    c: { enum: ["d\u200b", "e"], enumNames: ["D\u2066"] },
    f: { oneOf: [{ const: "g\u200b", title: "G\u{e0041}" }, { const: "h\u200b" }], title: "F\u00ad" },
  };
  expect(readQuestionForm({ type: "object", properties })).toEqual({
    fields: [
      { name: "a\u200b", title: "a⟨U+200B⟩", description: "b⟨U+202E⟩", isRequired: false, kind: "text" },
      {
        name: "c",
        title: "c",
        isRequired: false,
        kind: "choice",
        choices: [
          { value: "d\u200b", title: "D⟨U+2066⟩" },
          { value: "e", title: "e" },
        ],
      },
      {
        name: "f",
        title: "F⟨U+00AD⟩",
        isRequired: false,
        kind: "choice",
        choices: [
          { value: "g\u200b", title: "G⟨U+E0041⟩" },
          { value: "h\u200b", title: "h⟨U+200B⟩" },
        ],
      },
    ],
  });
});
