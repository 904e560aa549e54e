const ELEMENT = String.raw`\p{Extended_Pictographic}[\uFE0E\uFE0F]?\p{Emoji_Modifier}?`;
/**
 * Arabic letters that join the letter after them: only after one of these does a non-joiner change what is
 * seen.
 */
const JOINING = String.raw`[\u0620\u0626\u0628\u062A-\u062E\u0633-\u063F\u0641-\u0647\u0649\u064A\u0678-\u0687\u069A-\u06BF\u06C1\u06C2\u06CC\u06CE\u06D0\u06D1\u06FA-\u06FF]`;
const VIRAMA = String.raw`[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D\u0DCA]`;

/** Sequences whose invisible characters do what they are made for. */
const IN_PLACE = [
  // The flags of England, Scotland and Wales are the only sequences with tags.
  String.raw`\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}`,
  String.raw`${ELEMENT}(?:\u200D${ELEMENT})*`,
  String.raw`[0-9#*]\uFE0F\u20E3`,
  String.raw`\p{Unified_Ideograph}[\uFE00-\uFE02\u{E0100}-\u{E01EF}]`,
  String.raw`[\u1820-\u18AA][\u180B-\u180D\u180F]`,
  String.raw`(?<=${JOINING})\u200C(?=[\u0620-\u064A\u066E-\u06D3])`,
  String.raw`(?<=${VIRAMA})[\u200C\u200D](?=\p{L})`,
  // Signs of Arabic, Syriac and Kaithi that are format characters and visible.
  String.raw`[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}]`,
].join("|");

const HIDDEN = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u17B4\u17B5\u2800\uFFFC\u{1D159}\p{Noncharacter_Code_Point}]`;
/** More marks on one letter than any script has: they would cover the lines above. */
const PILED = String.raw`(?<=\p{M}{8})\p{M}`;

const PATTERN = new RegExp(`(${IN_PLACE})|(?![\\n\\t])${HIDDEN}|${PILED}`, "gu");

/**
 * A text with every character that is invisible, covers or reorders others written as its code, such as
 * `⟨U+202E⟩`. Line feeds and tabs stay, as do emoji sequences and joiners of scripts that need them. Applying
 * it again changes nothing.
 */
export function revealHidden(text: string): string {
  return text.replace(PATTERN, (character: string, kept: string | undefined) => kept ?? codeOf(character));
}

/** Whether a text has a character that `revealHidden` writes as a code. */
export function hidesSomething(text: string): boolean {
  return revealHidden(text) !== text;
}

function codeOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `⟨U+${code}⟩`;
}
