import { describe, expect, it } from "vitest";
import { compile } from "../../compile.ts";
import { emitMarkdown } from "./markdown.ts";
import { replaceMarkedSections } from "./marked-sections.ts";

const text = `namespace Acme {
  /// Orders something.
  /// Paid later.
  message OrderRequest raises SoldOut {
    /// Either "a" | "b".
    item: string(1..9)
    parts: map<string, Part[](1..)> optional deprecated "use item"
  }
  message OrderResponse {}
  message LeftNotification { left: int }
  message Part { color: Color }
  enum Color { /// Like blood.
    Red = 0 }
  /// Nothing is left.
  error SoldOut = 7 "Sold out." retry { item: string when: int optional }
}
namespace Other { enum Size { Small = 1 } }`;

const model = compile("a.def", { readFile: () => text }).model ?? { namespaces: [] };

describe("emitMarkdown", () => {
  it("makes a heading and tables for each method, notification, enum and message, and one table of errors", () => {
    const [acme] = model.namespaces;
    expect(acme && emitMarkdown(acme)).toEqual({
      methods: [
        "#### `acme.order`",
        "",
        "Orders something.",
        "Paid later.",
        "",
        "| Param | Type | Meaning |",
        "|---|---|---|",
        '| `item` | `string(1..9)` | Either "a" \\| "b". |',
        "| `parts` | `map<string, Part[](1..)>`, optional | **Deprecated:** use item. |",
        "",
        "The result is an empty object.",
        "",
        "Errors: `SoldOut`.",
      ].join("\n"),
      notifications:
        "#### `LeftNotification`\n\n| Field | Type | Meaning |\n|---|---|---|\n| `left` | `int` | |",
      errors:
        "| Code | Name | Meaning | Data | Retry as it is |\n|---|---|---|---|---|\n" +
        "| 7 | `SoldOut` | Nothing is left. | `item`, `when?` | yes |",
      enums: "#### `Color`\n\n| Value | Name | Meaning |\n|---|---|---|\n| 0 | `Red` | Like blood. |",
      messages: "#### `Part`\n\n| Field | Type | Meaning |\n|---|---|---|\n| `color` | `Color` | |",
    });
  });
});

describe("replaceMarkedSections", () => {
  it("replaces the text between markers, for the first namespace or the named one, and is stable", () => {
    const document =
      "# T\n<!-- def:enums Other -->stale text<!-- /def:enums -->\nmid\n<!-- def:errors --><!-- /def:errors -->\nend";
    const { text: once, faults } = replaceMarkedSections(document, model);
    expect(faults).toEqual([]);
    expect(once).toContain("<!-- def:enums Other -->\n\n#### `Size`");
    expect(once).toContain("| 7 | `SoldOut` |");
    expect(once).not.toContain("stale text");
    expect(once).toMatch(/^# T\n[\s\S]*\nmid\n[\s\S]*\nend$/);
    expect(replaceMarkedSections(once, model).text).toBe(once);
  });

  it("says which markers it cannot serve and leaves them", () => {
    const document =
      "<!-- def:colors -->x<!-- /def:colors -->\n<!-- def:enums None --><!-- /def:enums -->\n<!-- /def:enums -->\n<!-- def:errors -->";
    expect(replaceMarkedSections(document, model)).toEqual({
      text: document,
      faults: [
        "there is no section `colors`; there are methods, notifications, errors, enums, messages",
        "there is no namespace `None`",
        "<!-- /def:enums --> has no partner",
        "<!-- def:errors --> has no partner",
      ],
    });
  });
});
