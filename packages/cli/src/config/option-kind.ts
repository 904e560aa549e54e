/** Entries of a list, or a text with a form of its own. */
export interface TextForm {
  /** What the help puts in angle brackets. */
  readonly placeholder: string;
  /** What is allowed, as the end of "… is not". */
  readonly expected: string;
  /** The text in its normal form; undefined where it is not allowed. */
  parse(text: string): string | undefined;
}

/** What values an option can have. */
export type OptionKind =
  | { readonly type: "text"; readonly form: TextForm }
  /** A text that there need not be. */
  | { readonly type: "optional-text"; readonly form: TextForm }
  | {
      readonly type: "integer";
      readonly min: number;
      readonly max: number;
      readonly placeholder: string;
      readonly unit?: string;
    }
  | { readonly type: "choice"; readonly choices: readonly string[]; readonly placeholder: string }
  /** A folder; a relative one counts from where the source that names it is. */
  | { readonly type: "folder" }
  /** A file, or none; a relative one counts as a folder does. */
  | { readonly type: "file" }
  /** Files; relative ones count as a folder does. */
  | { readonly type: "files" }
  | { readonly type: "list"; readonly form: TextForm }
  | { readonly type: "switch" };

/** The type of an option's value. */
export type ValueOf<K extends OptionKind> = K extends { readonly type: "integer" }
  ? number
  : K extends { readonly type: "choice"; readonly choices: readonly (infer Choice)[] }
    ? Choice
    : K extends { readonly type: "list" | "files" }
      ? readonly string[]
      : K extends { readonly type: "switch" }
        ? boolean
        : K extends { readonly type: "file" | "optional-text" }
          ? string | undefined
          : string;

/** A value of any option; undefined is a file, or a text, that there is none of. */
export type OptionValue = string | number | boolean | readonly string[] | undefined;

/** What is allowed, as the end of "… is not". */
export function describeAllowed(kind: OptionKind): string {
  switch (kind.type) {
    case "text":
    case "optional-text":
      return kind.form.expected;
    case "integer": {
      const unit = kind.unit === undefined ? "" : ` of ${kind.unit}`;
      return `a whole number${unit} from ${kind.min} to ${kind.max}`;
    }
    case "choice":
      return `one of ${kind.choices.join(", ")}`;
    case "folder":
      return "a path of a folder";
    case "file":
    case "files":
      return "a path of a file";
    case "list":
      return kind.form.expected;
    case "switch":
      return "true or false";
  }
}

/** What the help puts behind the flag; empty if the flag takes no value. */
export function placeholderOf(kind: OptionKind): string {
  switch (kind.type) {
    case "text":
    case "optional-text":
    case "list":
      return `<${kind.form.placeholder}>`;
    case "integer":
    case "choice":
      return `<${kind.placeholder}>`;
    case "folder":
      return "<folder>";
    case "file":
    case "files":
      return "<file>";
    case "switch":
      return "";
  }
}
