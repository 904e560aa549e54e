import type { ContractModel } from "../../model/contract-model.ts";
import { emitMarkdown, type MarkdownSection, markdownSections } from "./markdown.ts";

/** A document with its generated parts put in, and what was wrong with its markers. */
export interface MarkedDocument {
  readonly text: string;
  /** One line for each marker that could not be served; their parts are left as they were. */
  readonly faults: readonly string[];
}

const marker = /<!-- def:(\w+)(?: (\w+))? -->[\s\S]*?<!-- \/def:\1 -->|<!-- \/?def:[^>]*-->/g;

/**
 * Puts the generated parts into a Markdown document: replaces the text between `<!-- def:methods -->` and
 * `<!-- /def:methods -->`, and likewise for the other sections, is replaced. The first namespace is meant
 * unless the marker names one: `<!-- def:methods Acme -->`.
 */
export function replaceMarkedSections(document: string, model: ContractModel): MarkedDocument {
  const faults: string[] = [];
  const text = document.replace(
    marker,
    (whole: string, section: string | undefined, name: string | undefined) => {
      const namespace =
        name === undefined ? model.namespaces[0] : model.namespaces.find((one) => one.name === name);
      if (section === undefined) faults.push(`${whole} has no partner`);
      else if (!isSection(section))
        faults.push(`there is no section \`${section}\`; there are ${markdownSections.join(", ")}`);
      else if (!namespace) faults.push(`there is no namespace \`${name}\``);
      else {
        const open = `<!-- def:${section}${name === undefined ? "" : ` ${name}`} -->`;
        return `${open}\n\n${emitMarkdown(namespace)[section]}\n\n<!-- /def:${section} -->`;
      }
      return whole;
    },
  );
  return { text, faults };
}

function isSection(name: string): name is MarkdownSection {
  return (markdownSections as readonly string[]).includes(name);
}
