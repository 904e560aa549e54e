/** One of everything that a screen should be able to show. */
export const MARKDOWN_SAMPLE = `# Markdown, all of it

This is a paragraph with **bold**, *italic*, ~~struck~~ and \`inline code\`, and with a [link](https://commonmark.org).

## Lists

1. First the server stores a piece of the answer.
2. Then it updates every screen.
   - The one that is here already,
   - and the one that comes back later.

- [x] Streams while you read
- [ ] Thinks for itself

## A table

| Part | Job | Size |
| :--- | :--: | ---: |
| log | remembers | large |
| turn | answers | small |
| screen | shows | yours |

## A quotation

> What has been sent can be read again.
>
> That is the whole idea.

## Code

\`\`\`typescript
const session = await client.startSession({ userId: "you" });
for await (const delta of session.send("markdown")) {
  show(delta);
}
\`\`\`

---

That was all.
`;

const SAMPLES: ReadonlyMap<string, string> = new Map([
  [
    "typescript",
    `/** Adds up what the words of a text weigh. */
export function weigh(text: string): number {
  const words = text.split(/\\s+/).filter((word) => word !== "");
  return words.reduce((sum, word) => sum + word.length, 0);
}`,
  ],
  [
    "python",
    `def weigh(text: str) -> int:
    """Add up what the words of a text weigh."""
    return sum(len(word) for word in text.split())`,
  ],
  [
    "rust",
    `/// Adds up what the words of a text weigh.
pub fn weigh(text: &str) -> usize {
    text.split_whitespace().map(|word| word.chars().count()).sum()
}`,
  ],
  [
    "sql",
    "SELECT session, COUNT(*) AS events\nFROM events\nGROUP BY session\nORDER BY events DESC\nLIMIT 10;",
  ],
  ["json", `{\n  "method": "interactive.startSession",\n  "params": { "userId": "you" }\n}`],
  ["bash", `for name in one two three; do\n  echo "hello, $name"\ndone`],
]);

const ALIASES: ReadonlyMap<string, string> = new Map([
  ["ts", "typescript"],
  ["javascript", "typescript"],
  ["js", "typescript"],
  ["py", "python"],
  ["rs", "rust"],
  ["sh", "bash"],
  ["shell", "bash"],
]);

/** Languages that there is a sample in. */
export const LANGUAGES: readonly string[] = [...SAMPLES.keys()];

/** A code block in the language asked for, or in TypeScript with an apology. */
export function codeSample(language: string): string {
  const wanted = language.toLowerCase();
  const known = ALIASES.get(wanted) ?? wanted;
  const sample = SAMPLES.get(known);
  if (sample !== undefined) return `Here is a little ${known}:\n\n\`\`\`${known}\n${sample}\n\`\`\`\n`;
  const apology = `I have no sample in that language, only in ${LANGUAGES.join(", ")}. So here is TypeScript:`;
  return `${apology}\n\n\`\`\`typescript\n${SAMPLES.get("typescript")}\n\`\`\`\n`;
}
