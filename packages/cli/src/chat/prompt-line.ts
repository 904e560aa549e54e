/** A prompt that a person asks for at a terminal. */
export interface PromptLine {
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
}

/** `key=value`; a value with blanks is quoted; a backslash inside quotes escapes the next character. */
const VALUE = /\s*([^\s=]+)=(?:"((?:[^"\\]|\\.)*)"|((?!")\S*))/y;

/** Reads `server.prompt key=value other="a b"`; `undefined` when it is something else. */
export function parsePromptLine(line: string): PromptLine | undefined {
  const [, name = "", rest = ""] = /^(\S+)([\s\S]*)$/.exec(line.trim()) ?? [];
  if (name === "") return undefined;
  const values: [string, string][] = [];
  for (let end = 0; rest.slice(end).trim() !== ""; end = VALUE.lastIndex) {
    VALUE.lastIndex = end;
    const match = VALUE.exec(rest);
    if (match === null) return undefined;
    const [, key = "", quoted, plain = ""] = match;
    values.push([key, quoted === undefined ? plain : quoted.replace(/\\(.)/gs, "$1")]);
  }
  return { name, values: Object.fromEntries(values) };
}
