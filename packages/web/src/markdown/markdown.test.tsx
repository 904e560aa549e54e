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

  it("colours code of a named language", () => {
    expect(render("```ts\nconst a = 1;\n```")).toContain('<span class="hljs-keyword">const</span>');
  });

  it("shows an unclosed fence as code", () => {
    expect(render("Look:\n\n```py\nprint('a", true)).toContain("<pre");
  });

  it("resolves a link whose definition is in a later block", () => {
    expect(render("See [manual].\n\n[manual]: https://example.org/m")).toContain(
      'href="https://example.org/m"',
    );
  });
});
