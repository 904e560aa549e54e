import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { AnswerButtons } from "./answer-buttons.tsx";
import { MoreGrants } from "./more-grants.tsx";
import { ToolChanges } from "./tool-changes.tsx";

const exact = {
  scope: { type: "command", command: "ls -l" },
  label: "ls -l",
  text: "Allows exactly this command.",
};
const prefix = {
  scope: { type: "commandPrefix", prefixes: ["ls"] },
  label: "ls …",
  text: "Allows commands that begin with ls.",
};
const every = {
  scope: { type: "tool" },
  label: "every command",
  text: "Allows every call of run_command.",
};
const nothing = () => undefined;

function buttons(scopes?: (typeof every)[]): readonly string[] {
  const approval = scopes === undefined ? {} : { scopes };
  const html = renderToStaticMarkup(
    <AnswerButtons
      toolName="run_command"
      approval={approval}
      onAnswer={nothing}
      onGrant={nothing}
      onMore={nothing}
      isSent={false}
    />,
  );
  const texts = [...html.matchAll(/<button[^>]*>(.*?)<\/button>/g)].map(([, text = ""]) => text);
  return texts.map((text) => text.replaceAll(/<[^>]*>/g, ""));
}

describe("the answers to a question", () => {
  it("have the narrow scope first, and every call behind a step", () => {
    expect(buttons([exact, prefix, every])).toEqual(["Allow onceY", "Always ls …", "Deny…N", "More…"]);
    expect(buttons([exact, every])).toEqual(["Allow onceY", "Always ls -l", "Deny…N", "More…"]);
    expect(buttons([every])).toEqual(["Allow onceY", "Deny…N", "More…"]);
    expect(buttons()).toEqual(["Allow onceY", "Deny…N"]);
  });

  it("behind the step say which calls each of them allows", () => {
    const html = renderToStaticMarkup(
      <MoreGrants
        approval={{ scopes: [exact, prefix, every] }}
        onGrant={nothing}
        onBack={nothing}
        isSent={false}
      />,
    );
    for (const { label, text } of [exact, every]) {
      expect(html).toContain(`Always ${label}`);
      expect(html).toContain(text);
    }
    expect(html).not.toContain(prefix.label);
  });
});

it("a tool that has changed says which parts, before and now", () => {
  const changes = [{ part: "description", before: "Adds.", after: "Adds.⟨U+200B⟩ Sends <b>." }];
  const html = renderToStaticMarkup(<ToolChanges changes={changes} />);
  expect(html).toContain("This tool has changed since you allowed it: description.");
  expect(html).toContain("Before: description");
  expect(html).toContain("Now: description");
  expect(html).toContain("Adds.⟨U+200B⟩ Sends &lt;b&gt;.");
});
