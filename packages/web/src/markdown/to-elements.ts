import { type Components, type ExtraProps, toJsxRuntime } from "hast-util-to-jsx-runtime";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { toHast } from "mdast-util-to-hast";
import { gfm } from "micromark-extension-gfm";
import type { ReactElement } from "react";
import { Fragment, jsx, jsxs } from "react/jsx-runtime";
import { takeOutMath } from "./math-segments.ts";
import { restoreMath } from "./restore-math.ts";

type Content = NonNullable<ExtraProps["node"]>["children"][number];

/** CommonMark with GitHub's extensions. */
const syntax = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };

const safeSchemes: ReadonlySet<string> = new Set(["http", "https", "mailto", "irc", "ircs", "xmpp"]);

/**
 * Turns Markdown into React elements, each rendered by its component if there is one. Raw HTML becomes text,
 * addresses of other schemes than a link's become empty, and formulas stay as they were written.
 */
export function toElements(markdown: string, components: Components): ReactElement {
  const { text, formulas } = takeOutMath(markdown);
  const tree = toHast(fromMarkdown(text, syntax), { allowDangerousHtml: true });
  const content = tree.type === "root" ? tree.children.filter((child) => child.type !== "doctype") : [];
  return toJsxRuntime(
    { type: "root", children: restoreMath(content, formulas).map(toSafe) },
    { Fragment, jsx, jsxs, components, ignoreInvalidStyle: true, passKeys: true, passNode: true },
  );
}

function toSafe(child: Content): Content {
  if (child.type === "raw") return { type: "text", value: child.value };
  if (child.type !== "element") return child;
  for (const name of ["href", "src"]) {
    const address = child.properties[name];
    if (address !== undefined && !isSafeAddress(String(address))) child.properties[name] = "";
  }
  child.children = child.children.map(toSafe);
  return child;
}

/** Whether an address is relative, or of a scheme that runs nothing. */
function isSafeAddress(address: string): boolean {
  const scheme = /^([^/?#:]*):/.exec(address)?.[1];
  return scheme === undefined || safeSchemes.has(scheme.toLowerCase());
}
