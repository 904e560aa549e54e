import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Markdown } from "./markdown.tsx";

const render = (text: string, isGrowing = false) =>
  renderToStaticMarkup(<Markdown text={text} isGrowing={isGrowing} />);

describe("Markdown", () => {
  it("shows raw HTML as nothing that could run", () => {
    const html = render(
      '<img src=x onerror="alert(1)"><script>alert(1)</script>\n\n<iframe src="javascript:alert(1)"></iframe>',
    );
    expect(html).not.toMatch(/<(img|script|iframe)/);
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "  JaVaScRiPt:alert(1)",
  ])("makes no link of %s", (address) => {
    expect(render(`[click](<${address}>)`)).not.toContain("href");
  });

  it.each(["/a/b:c", "?q=a:b", "mailto:a@example.org", "HTTPS://example.org"])(
    "makes a link of %s",
    (address) => {
      expect(render(`[click](<${address}>)`)).toContain(`href="${address}"`);
    },
  );

  it("loads no image of an address that runs something", () => {
    expect(render("![x](javascript:alert(1))")).not.toContain("javascript");
  });

  it("shows raw HTML between other text as it was written", () => {
    expect(textOf(render("a <b onclick=x>bold</b> c"))).toContain("a <b onclick=x>bold</b> c");
  });

  it("opens links beside the page and without a referrer", () => {
    expect(render("[site](https://example.org)")).toContain(
      '<a href="https://example.org" target="_blank" rel="noopener noreferrer nofollow">site</a>',
    );
  });

  it("shows an image as a link instead of loading it", () => {
    const html = render("![chart](https://example.org/a.png)");
    expect(html).not.toContain("<img");
    expect(html).toContain(">Image: chart</a>");
  });

  it("shows code whole, with its language and without its fence", () => {
    const html = render("```ts\nconst a = 1;\n\nb();\n```\n\nAfter");
    expect(html).toContain(">ts</span>");
    expect(html).toContain("const a = 1;\n\nb();\n</span></code>");
    expect(html).toContain("<p>After</p>");
  });

  it("shows an unclosed fence as code", () => {
    expect(render("Look:\n\n```py\nprint('a", true)).toContain("<pre");
  });

  it("resolves a link whose definition is in a later block", () => {
    expect(render("See [manual].\n\n[manual]: https://example.org/m")).toContain(
      'href="https://example.org/m"',
    );
  });

  it.each([
    String.raw`\(x_1 + y_2\)`,
    String.raw`\[ \frac{a}{b} \]`,
    "$$a_1 * b_2 * c$$",
    String.raw`$\alpha_1 + \beta_2$`,
    String.raw`\[\n\int_0^1 f(x)\,dx\n\]`,
  ])("shows the formula %s as it was written", (formula) => {
    const html = render(`Take ${formula} and *more*.`);
    expect(textOf(html)).toContain(`Take ${formula} and more.`);
    expect(html).toContain("<em>more</em>");
  });

  it("takes no price, no code and no address for a formula", () => {
    expect(render("It costs $5 and *not* $6.")).toContain("<em>not</em>");
    expect(render("`\\(x\\)` is code")).toContain("<code>\\(x\\)</code>");
    expect(render("[a](https://example.org/$a_b$) $c_d$")).toContain('href="https://example.org/$a_b$"');
  });

  it("sets the direction of each block by its own letters, and of code not at all", () => {
    const html = render("- \u05d0\u05d1\n\n```\nx\n```");
    expect(html).toContain('data-block="markdown" dir="auto"');
    expect(html).toMatch(/data-block="code">.*<pre[^>]*dir="ltr"/);
  });

  it("names the checkbox of a task", () => {
    const html = render("- [x] one\n- [ ] two");
    expect(html).toContain('aria-label="Done"');
    expect(html).toContain('aria-label="Not done"');
  });

  it.each([
    ["nested lists in one line", "- ".repeat(3_000)],
    ["nested quotations", "> ".repeat(1_000)],
    ["emphasis markers", "*a **b ".repeat(5_000)],
    ["a long line", "word ".repeat(200_000)],
    ["a long table", `| a | b |\n|---|---|\n${"| 1 | 2 |\n".repeat(10_000)}`],
  ])("shows %s beyond the bounds as plain text, whole", (_name, text) => {
    const html = render(text);
    expect(html).toContain("Shown as plain text");
    expect(textOf(html)).toContain(text);
  });
});

/** The text of some HTML, with character references of React's kind. */
function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&");
}
