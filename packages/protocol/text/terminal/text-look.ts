/** One of the sixteen colours of a terminal: 0–7, and 8–15 for the bright ones. */
export type TerminalColour = number;

/** How a run of terminal output looks. Text that is to be concealed is shown. */
export interface TextLook {
  readonly colour?: TerminalColour;
  readonly background?: TerminalColour;
  readonly isBold?: true;
  readonly isDim?: true;
  readonly isItalic?: true;
  readonly isUnderlined?: true;
  readonly isInverse?: true;
}

/** The look of text without any. */
export const PLAIN: TextLook = {};

type Flag = "isBold" | "isDim" | "isItalic" | "isUnderlined" | "isInverse";

const SET: Readonly<Record<number, Flag>> = {
  1: "isBold",
  2: "isDim",
  3: "isItalic",
  4: "isUnderlined",
  7: "isInverse",
};
const UNSET: Readonly<Record<number, readonly Flag[]>> = {
  22: ["isBold", "isDim"],
  23: ["isItalic"],
  24: ["isUnderlined"],
  27: ["isInverse"],
};

/**
 * The look after "select graphic rendition" with those parameters (ECMA-48 8.3.117). Unknown parameters
 * change nothing.
 */
export function withRendition(look: TextLook, parameters: string): TextLook {
  let next = look;
  const codes = parameters.split(";");
  for (let place = 0; place < codes.length; place++) {
    const code = codes[place] ?? "";
    const number = Number.parseInt(code, 10) || 0;
    if (number !== 38 && number !== 48) {
      next = withCode(next, number);
      continue;
    }
    const parts = code.includes(":") ? code.split(":") : codes.slice(place);
    const { colour, used } = extendedColour(parts, code.includes(":"));
    if (!code.includes(":")) place += used;
    if (colour !== undefined) next = { ...next, [number === 38 ? "colour" : "background"]: colour };
  }
  return next;
}

function withCode(look: TextLook, code: number): TextLook {
  if (code === 0) return PLAIN;
  const flag = SET[code];
  if (flag) return { ...look, [flag]: true };
  const unset = UNSET[code] ?? (code === 39 ? ["colour"] : code === 49 ? ["background"] : undefined);
  if (unset) return without(look, unset);
  if (code >= 30 && code <= 37) return { ...look, colour: code - 30 };
  if (code >= 90 && code <= 97) return { ...look, colour: code - 82 };
  if (code >= 40 && code <= 47) return { ...look, background: code - 40 };
  if (code >= 100 && code <= 107) return { ...look, background: code - 92 };
  return look;
}

function without(look: TextLook, names: readonly string[]): TextLook {
  return Object.fromEntries(Object.entries(look).filter(([name]) => !names.includes(name)));
}

/** A colour of 256 or of millions, as the nearest of sixteen, and how many further parameters it takes. */
function extendedColour(parts: readonly string[], hasColons: boolean): { colour?: number; used: number } {
  const numbers = parts.map((part) => Number.parseInt(part, 10) || 0);
  if (numbers[1] === 5) return { colour: fromPalette(numbers[2] ?? 0), used: 2 };
  if (numbers[1] !== 2) return { used: 1 };
  const [red = 0, green = 0, blue = 0] = numbers.slice(hasColons && numbers.length > 5 ? 3 : 2);
  return { colour: fromRgb(red, green, blue), used: 4 };
}

function fromPalette(index: number): number {
  if (index < 16) return Math.max(0, index);
  if (index >= 232) return fromRgb(8 + (index - 232) * 10, 8 + (index - 232) * 10, 8 + (index - 232) * 10);
  const cube = index - 16;
  const part = (place: number) => Math.floor(cube / place) % 6;
  return fromRgb(part(36) * 51, part(6) * 51, part(1) * 51);
}

function fromRgb(red: number, green: number, blue: number): number {
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  if (most - least < 40) return most < 64 ? 0 : most < 160 ? 8 : most < 220 ? 7 : 15;
  const limit = (most + least) / 2;
  const hue = (red > limit ? 1 : 0) + (green > limit ? 2 : 0) + (blue > limit ? 4 : 0);
  return most > 180 ? hue + 8 : hue;
}

/** The parameters that make a terminal show a look; empty for none. */
export function toRendition({ colour, background, ...flags }: TextLook): string {
  const codes = Object.entries(SET).flatMap(([code, flag]) => (flags[flag] ? [code] : []));
  if (colour !== undefined) codes.push(String(colour < 8 ? 30 + colour : 82 + colour));
  if (background !== undefined) codes.push(String(background < 8 ? 40 + background : 92 + background));
  return codes.join(";");
}

/** Whether two looks are the same. */
export function isSameLook(one: TextLook, other: TextLook): boolean {
  return one === other || toRendition(one) === toRendition(other);
}
