/** A run of code with the look of its kind; no look where it is plain. */
export type CodeToken = readonly [look: string, text: string];

/** A request to the colouring thread. */
export interface ColourRequest {
  readonly id: number;
  readonly language: string;
  readonly code: string;
  readonly maxLineLength: number;
}

/** The coloured lines of a request, without line ends; absent where the language is unknown. */
export interface ColourAnswer {
  readonly id: number;
  readonly lines?: readonly (readonly CodeToken[])[];
}
