/** The urgency of a state. */
export type Tone = "muted" | "good" | "accent" | "caution" | "danger";

/**
 * The colour of a tone's text. The state has a word and a sign as well: colour alone says nothing to
 * some.
 */
export const toneClasses: Readonly<Record<Tone, string>> = {
  muted: "text-muted",
  good: "text-added",
  accent: "text-accent",
  caution: "text-caution",
  danger: "text-danger",
};
