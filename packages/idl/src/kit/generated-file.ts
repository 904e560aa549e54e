/** A file that an emitter has made. The same model results in the same text, byte for byte. */
export interface GeneratedFile {
  /** Relative to the output folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** First words of every generated file: from what it is made and how to make it again. */
export function generatedNotice(sources: readonly string[]): string {
  return `Generated from ${sources.join(" and ")} by \`aiwhisperer def build\`. Do not edit.`;
}
