import type { ExtraProps } from "hast-util-to-jsx-runtime";
import { putMathBack } from "./math-segments.ts";

type Element = NonNullable<ExtraProps["node"]>;
type Content = Element["children"][number];

/** Puts formulas back where their placeholders are in an element's content, as they were written. */
export function restoreMath(content: readonly Content[], formulas: readonly string[]): Content[] {
  return formulas.length === 0 ? [...content] : restoreIn(content, formulas);
}

function restoreIn(content: readonly Content[], formulas: readonly string[], isCode = false): Content[] {
  return content.flatMap((child): Content[] => {
    if (child.type === "element") {
      restoreProperties(child, formulas);
      child.children = restoreIn(child.children, formulas, isCode || child.tagName === "code");
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
