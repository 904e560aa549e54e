/** A text with its variables put in, and those that have no value. */
export interface ExpandedText {
  readonly text: string;
  readonly missing: readonly string[];
}

/** Puts the value of each variable in the place of its `${NAME}`. A value is taken as it is: what looks like a variable in it is none. */
export function expandVariables(
  template: string,
  environment: Readonly<Record<string, string | undefined>>,
): ExpandedText {
  const missing: string[] = [];
  const text = template.replace(/\$\{([A-Za-z_]\w*)\}/g, (_, name: string) => {
    const value = environment[name];
    if (value === undefined) missing.push(name);
    return value ?? "";
  });
  return { text, missing };
}
