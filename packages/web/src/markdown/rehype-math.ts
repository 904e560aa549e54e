import type { ExtraProps } from "react-markdown";
import { putMathBack } from "./math-segments.ts";

type Element = NonNullable<ExtraProps["node"]>;
type Content = Element["children"][number];

/** What has content: an element, or the whole tree. */
interface Parent {
  readonly type: string;
  children: Content[];
}

/** A plugin that puts formulas back where their placeholders are, as they were written. */
export function rehypeMath({ formulas }: { readonly formulas: readonly string[] }) {
  return (tree: Parent): void => {
    if (formulas.length > 0) restoreIn(tree, formulas);
  };
}

function restoreIn(parent: Parent, formulas: readonly string[], isCode = false): void {
  parent.children = parent.children.flatMap((child): Content[] => {
    if (child.type === "element") {
      restoreProperties(child, formulas);
      restoreIn(child, formulas, isCode || child.tagName === "code");
    }
    if (child.type !== "text") return [child];
    return putMathBack(child.value, formulas).map((piece) => toNode(piece, isCode));
  });
}

function toNode(piece: string | { readonly formula: string }, isCode: boolean): Content {
  if (typeof piece === "string") return { type: "text", value: piece };
  const text = { type: "text", value: piece.formula } as const;
  if (isCode) return text;
  return { type: "element", tagName: "span", properties: { className: ["formula"] }, children: [text] };
}

/** An address or a title may have been taken for a formula. */
function restoreProperties({ properties }: Element, formulas: readonly string[]): void {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value !== "string") continue;
    const pieces = putMathBack(decodePlaceholders(value), formulas);
    if (pieces.some((piece) => typeof piece !== "string")) {
      properties[name] = pieces.map((piece) => (typeof piece === "string" ? piece : piece.formula)).join("");
    }
  }
}

/** Addresses are percent-encoded. */
function decodePlaceholders(value: string): string {
  return value.replace(/%EE%80%80(\d+)%EE%80%81/g, "\uE000$1\uE001");
}
