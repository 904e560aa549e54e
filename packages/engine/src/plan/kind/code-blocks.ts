/** A fenced piece of an answer. */
export interface CodeBlock {
  /** First word of the info string, such as `ts`; absent when there is none. */
  readonly language?: string;
  readonly code: string;
}

/**
 * The fenced code blocks of a Markdown text (CommonMark, chapter 4.5), in order: fences of three or more
 * backticks or tildes, closed by one that is at least as long. A block that is not closed ends with the text.
 */
export function codeBlocksOf(text: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: OpenBlock | undefined;
  for (const line of text.split(/\r?\n/u)) {
    if (open === undefined) open = openBlock(line);
    else if (closes(line, open)) {
      blocks.push(toBlock(open));
      open = undefined;
    } else open.lines.push(stripIndent(line, open.indent));
  }
  if (open !== undefined) blocks.push(toBlock(open));
  return blocks;
}

interface OpenBlock {
  readonly fence: string;
  readonly indent: number;
  readonly language: string;
  readonly lines: string[];
}

function openBlock(line: string): OpenBlock | undefined {
  const [, indent = "", fence, info = ""] = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})(.*)$/u.exec(line) ?? [];
  if (fence === undefined) return undefined;
  const [language = ""] = info.trim().split(/\s+/u);
  return { fence, indent: indent.length, language, lines: [] };
}

function closes(line: string, { fence }: OpenBlock): boolean {
  const closing = /^ {0,3}(`{3,}|~{3,})[ \t]*$/u.exec(line)?.[1] ?? "";
  return closing.startsWith(fence);
}

function stripIndent(line: string, indent: number): string {
  const spaces = /^ */u.exec(line)?.[0].length ?? 0;
  return line.slice(Math.min(spaces, indent));
}

function toBlock({ language, lines }: OpenBlock): CodeBlock {
  const code = lines.join("\n");
  return language === "" ? { code } : { language, code };
}

/**
 * JSON that a text holds: the text itself, or else the only fenced block in it that is JSON. `undefined` when
 * there is none, or more than one.
 */
export function jsonOf(text: string): { readonly value: unknown } | undefined {
  const whole = parse(text);
  if (whole !== undefined) return whole;
  const [only, another] = codeBlocksOf(text).flatMap(({ code }) => parse(code) ?? []);
  return another === undefined ? only : undefined;
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
