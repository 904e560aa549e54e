import { codeBlocksOf } from "./code-blocks.ts";

/**
 * JSON that a text holds: the text itself, or else the only fenced block in it that is JSON. `undefined` when
 * there is none, or more than one.
 */
export function jsonOf(text: string): { readonly value: unknown } | undefined {
  const whole = parse(text);
  if (whole !== undefined) return whole;
  const [only, another] = codeBlocksOf(text).flatMap(({ code }) => parse(code) ?? []);
  return another === undefined ? only : undefined;
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
