/** One of the values that a person chooses from. */
export interface Choice {
  readonly value: string;
  readonly title: string;
}

interface FieldBase {
  /** Name of the property in the answer. */
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly isRequired: boolean;
  /** What an absent value counts as. */
  readonly default?: unknown;
}

/** Formats of a text that are checked; any other one is ignored. */
export type TextFormat = "email" | "uri" | "date" | "date-time";

/** A text on one line or more. Lengths are in Unicode code points. */
export interface TextField extends FieldBase {
  readonly kind: "text";
  readonly format?: TextFormat;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** A number. */
export interface NumberField extends FieldBase {
  readonly kind: "number";
  readonly isInteger: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Yes or no. */
export interface BooleanField extends FieldBase {
  readonly kind: "boolean";
}

/** One of some values. */
export interface ChoiceField extends FieldBase {
  readonly kind: "choice";
  readonly choices: readonly Choice[];
}

/** Some of some values, as a list. */
export interface ChoicesField extends FieldBase {
  readonly kind: "choices";
  readonly choices: readonly Choice[];
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** A field of a question's form. */
export type QuestionField = TextField | NumberField | BooleanField | ChoiceField | ChoicesField;

/** What does not fit in a field, for a person. */
export interface FieldFault {
  /** RFC 6901, from the answer on. */
  readonly path: string;
  readonly message: string;
}
