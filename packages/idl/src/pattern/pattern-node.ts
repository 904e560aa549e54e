import type { CharacterSet } from "./character-set.ts";

/** A part of a pattern. */
export type PatternNode =
  /** One character of the set. */
  | { readonly kind: "set"; readonly set: CharacterSet }
  | { readonly kind: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly options: readonly PatternNode[] }
  /** Without `max` there is no upper bound. */
  | { readonly kind: "repeat"; readonly part: PatternNode; readonly min: number; readonly max?: number };

/** A reason why a text is no pattern of the language. */
export class PatternFault extends Error {
  /** Offset in the source of the pattern, in UTF-16 units. */
  readonly offset: number;
  /** Length of what is at fault, in UTF-16 units. */
  readonly length: number;
  /** What to write instead. */
  readonly help: string;

  constructor(place: { readonly offset: number; readonly length: number }, message: string, help: string) {
    super(message);
    this.offset = place.offset;
    this.length = place.length;
    this.help = help;
  }
}
