import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { DiffView } from "./diff-view.tsx";

describe("a diff that is decided about", () => {
  it("names the whole path, however long it is", () => {
    const html = renderToStaticMarkup(<DiffView diff={"@@ -0,0 +1 @@\n+x\n"} title={"folder/".repeat(80)} />);
    expect(html).toContain("folder/".repeat(80));
    expect(html).not.toContain("truncate");
  });

  it("wraps a line that would reach out of sight, such as one with code behind many spaces", () => {
    const line = (text: string) =>
      /<span class="([^"]*)"[^>]*>[^<]*<\/span><\/span><\/code>/.exec(
        renderToStaticMarkup(<DiffView diff={`@@ -0,0 +1 @@\n+${text}\n`} />),
      )?.[1];
    expect(line(`const a = 1;${" ".repeat(400)}evil();`)).toContain("whitespace-pre-wrap");
    expect(line("const a = 1;")).toBe("whitespace-pre");
  });
});
