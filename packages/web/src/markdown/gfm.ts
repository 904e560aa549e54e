import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

/** What a processor of Markdown knows about syntax beyond CommonMark. */
interface SyntaxData {
  micromarkExtensions?: unknown[];
  fromMarkdownExtensions?: unknown[];
}

/**
 * A plugin that reads GitHub's Markdown. It is what `remark-gfm` does, without the half that writes Markdown.
 */
export function readGfm(this: { data(): object }): void {
  const data: SyntaxData = this.data();
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), gfm()];
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), gfmFromMarkdown()];
}
