/**
 * A text with other values in the places of some of its own. Throws for a value that the text does not have:
 * what a test puts into a file that people use has to match the existing text.
 */
export function replaceAll(text: string, replacements: Readonly<Record<string, string>>): string {
  return Object.entries(replacements).reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`nothing reads ${JSON.stringify(from)}`);
    return changed.replaceAll(from, () => to);
  }, text);
}
