import { countOf, type DemoIntent } from "./demo-reply.ts";
import { longText } from "./long-text.ts";
import { codeSample, LANGUAGES, MARKDOWN_SAMPLE } from "./samples.ts";

const MAX_COUNT = 1000;
const MAX_WORDS = 10_000;
const LONG_WORDS = 600;

/** What shows off a client's screen: Markdown, code, counting, long texts. */
export const showcaseIntents: readonly DemoIntent[] = [
  {
    usage: "markdown",
    purpose: "shows headings, lists, a table, a quotation and code",
    pattern: /^(?:show (?:me )?(?:some )?)?markdown\b/i,
    reply: () => ({ text: MARKDOWN_SAMPLE }),
  },
  {
    usage: "code typescript",
    purpose: `shows a code block; I know ${LANGUAGES.join(", ")}`,
    pattern: /^(?:show |write |give )?(?:me )?(?:some )?(?:code\b(?: in)?\s*([\w+#]*)|([\w+#]+) code\b)/i,
    reply: ([, after, before]) => ({ text: codeSample(after || before || "typescript") }),
  },
  {
    usage: "count to 20",
    purpose: `counts, up to ${MAX_COUNT}`,
    pattern: /^count (?:up )?to (\d+)/i,
    reply: ([, digits]) => ({ text: countingText(Math.min(Number(digits), MAX_COUNT)) }),
  },
  {
    usage: "500 words",
    purpose: `writes that many words, up to ${MAX_WORDS}`,
    pattern: /^(?:.*\s)?(\d[\d,_.]*) words\b/i,
    reply: ([, digits = ""]) => {
      const count = Math.min(Number(digits.replace(/\D/g, "")), MAX_WORDS);
      return { text: longText(count) };
    },
  },
  {
    usage: "long",
    purpose: `writes about ${LONG_WORDS} words; a good moment to try the stop button or to reload the page`,
    pattern: /^(?:(?:write|tell|give)\b.*\b)?long\b/i,
    reply: () => ({ text: longText(LONG_WORDS) }),
  },
];

function* countingText(last: number): Iterable<string> {
  for (let number = 1; number <= last; number++) yield number === last ? `${number}.` : `${number}, `;
  if (last === 0) yield `Nothing to count: that is ${countOf(0, "number")}.`;
}
