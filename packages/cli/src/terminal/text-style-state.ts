/** Pattern of a code that sets colours (ECMA-48, SGR). */
export const COLOUR_CODE = "\u001b\\[[\\d;]*m";

const CODES = new RegExp(COLOUR_CODE, "g");

/**
 * Which kind of look a code sets, and whether it ends it. Codes that this program does not write are not
 * kept.
 */
function slotOf(code: number): readonly [slot: "weight" | "colour", isEnd: boolean] | undefined {
  if (code === 1 || code === 2) return ["weight", false];
  if (code === 22) return ["weight", true];
  if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) return ["colour", false];
  return code === 39 ? ["colour", true] : undefined;
}

/** The codes that set the look which holds after a text, where those of `before` held at its start. */
export function styleAfter(before: string, text: string): string {
  const active = new Map<string, string>();
  for (const [sequence] of `${before}${text}`.matchAll(CODES)) {
    for (const code of sequence.slice(2, -1).split(";").map(Number)) {
      const slot = slotOf(code);
      if (code === 0) active.clear();
      else if (slot?.[1] === true) active.delete(slot[0]);
      else if (slot !== undefined) active.set(slot[0], `\u001b[${code}m`);
    }
  }
  return [...active.values()].join("");
}
