/** An answer that is hard to show, and how long it is. */
export interface HardAnswer {
  readonly name: string;
  readonly text: string;
}

const length = 100_000;

const rightToLeft =
  "\u05E9\u05DC\u05D5\u05DD *\u05E2\u05D5\u05DC\u05DD* `code` 123 (abc).\n\n- \u0645\u0631\u062D\u0628\u0627\n- English\n\n";

/** Answers on which pages freeze that parse all of an open block in each frame. */
export const hardAnswers: readonly HardAnswer[] = [
  { name: "100 kB of code", text: `Look:\n\n\`\`\`ts\n${codeOf(length)}\`\`\`\n\nDone.` },
  { name: "100 kB of nested lists", text: nestedLists(length) },
  { name: "one line of 10,000 list markers", text: "- ".repeat(10_000) },
  {
    name: "a table of 100 kB",
    text: `| a | b | c |\n|---|---|---|\n${"| one | two *x* | `three` |\n".repeat(length / 28)}`,
  },
  { name: "3,000 link definitions and their links", text: links(3_000, "\n\n") },
  { name: "3,000 link definitions in one block", text: links(3_000, "\n") },
  { name: "one line of 1 MB", text: "word ".repeat(200_000) },
  { name: "10,000 emphasis markers", text: "*a **b ".repeat(3_334) },
  { name: "a formula of 100 kB", text: `$$\n${String.raw`\frac{a_1}{b_2} + `.repeat(length / 18)}\n$$` },
  { name: "1,000 nested quotations", text: `${"> ".repeat(1_000)}deep\n\n`.repeat(10) },
  {
    name: "100 kB of paragraphs",
    text: "Some *words* of a [paragraph](https://example.org), `code` too.\n\n".repeat(length / 64),
  },
  { name: "30,000 paragraphs of one letter", text: "a\n\n".repeat(30_000) },
  { name: "a list of 2,000 items", text: "- an item with *emphasis* and `code`\n".repeat(2_000) },
  { name: "code of one line of 1 MB", text: `\`\`\`js\n${"x=1;".repeat(250_000)}\n\`\`\`` },
  { name: "text from right to left", text: rightToLeft.repeat(200) },
  { name: "1,000 formulas", text: formulas(1_000) },
  {
    name: "terminal sequences",
    text: "\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u001b[2J\n\n".repeat(1_000),
  },
  { name: "a table of 100 columns", text: wideTable(100) },
  {
    name: "characters that reorder and stack",
    text: `${"\u202Eabc\u202C \u200B".repeat(1_000)}${"a\u0300".repeat(5_000)}`,
  },
  { name: "1,000 footnotes", text: footnotes(1_000) },
];

function codeOf(characters: number): string {
  const line = (index: number) =>
    `export const value${index} = compute("text ${index}", ${index}); // remark\n`;
  let code = "";
  for (let index = 0; code.length < characters; index++) code += line(index);
  return code;
}

function nestedLists(characters: number): string {
  let text = "";
  for (let depth = 0; text.length < characters; depth = (depth + 1) % 200)
    text += `${"  ".repeat(depth)}- item ${depth}\n`;
  return text;
}

function links(count: number, separator: string): string {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const uses = numbers.map((number) => `See [link ${number}].`).join(separator);
  return `${uses}\n\n${numbers.map((number) => `[link ${number}]: https://example.org/${number}`).join(separator)}`;
}

function formulas(count: number): string {
  const formula = (index: number) => String.raw`\(x_{${index}}^2\) and $$\sum_{i=0}^{${index}} a_i$$`;
  return Array.from({ length: count }, (_, index) => formula(index)).join("\n\n");
}

function wideTable(columns: number): string {
  const row = (cell: string) => `|${` ${cell} |`.repeat(columns)}\n`;
  return row("heading") + row("---") + row("cell").repeat(20);
}

function footnotes(count: number): string {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const uses = numbers.map((number) => `Text[^${number}]`).join(" ");
  return `${uses}\n\n${numbers.map((number) => `[^${number}]: Note ${number}.`).join("\n")}`;
}
