import type { StepRequest } from "../model.ts";
import {
  countOf,
  countWords,
  type DemoIntent,
  type DemoReply,
  earlierMessages,
  newestMessage,
  quote,
} from "./demo-reply.ts";

const QUOTE_LENGTH = 400;
const REPEAT_LENGTH = 10_000;

/**
 * What the demonstration model says about the conversation itself. All of it is read from the history that
 * came with the step.
 */
export const conversationIntents: readonly DemoIntent[] = [
  {
    usage: "What did I say first?",
    purpose: "quotes your first message; `last` works too",
    pattern: /^what (?:did|have|was|were)\b.*\b(first|last|before|previous(?:ly)?|earlier)\b/i,
    reply: ([, which = ""], request) => ({ text: recall(which.toLowerCase() === "first", request) }),
  },
  {
    usage: "How many messages?",
    purpose: "counts what this conversation holds",
    pattern: /^how many (?:messages|questions|turns|times)\b/i,
    reply: (_match, request) => ({ text: describeHistory(request) }),
  },
  {
    usage: "system prompt",
    purpose: "shows whether there is one, and how it begins",
    pattern: /^(?:(?:what|show|tell|do)\b.*\b)?(?:system prompt|instructions|your context)\b/i,
    reply: (_match, request) => ({ text: describeSystem(request.system) }),
  },
  {
    usage: "repeat some text",
    purpose: "says it back, word for word",
    pattern: /^(?:repeat|echo|say)\b(?: after me)?:?\s+([\s\S]+)/i,
    reply: ([, text = ""]) => ({ text: text.slice(0, REPEAT_LENGTH).toWellFormed() }),
  },
  {
    pattern: /^(?:who|what) are you\b|^are you (?:an? )?(?:ai|human|bot|real|model)\b/i,
    reply: () => ({
      text: "I am the **demonstration model**: a small program with fixed rules, and no AI. I am here so that you can try everything without a key. Type `help` to see what I understand.",
    }),
  },
  {
    pattern:
      /^(?:hi|hello|hey|hallo|moin|servus|bonjour|hola|ciao|good (?:morning|afternoon|evening)|greetings)\b/i,
    reply: (_match, request) => ({ text: greet(request) }),
  },
  {
    pattern: /^(?:thanks?|thank you|thx|cheers|danke|merci)\b/i,
    reply: () => ({ text: "You are welcome." }),
  },
];

/** The answer to everything else: it shows that the message and the history have arrived. */
export function replyToAnything(request: StepRequest): DemoReply {
  const message = newestMessage(request);
  const position = earlierMessages(request).length + 1;
  return {
    text: [
      `You wrote ${countOf(countWords(message), "word")}, in your message number ${position}:`,
      quote(message, QUOTE_LENGTH),
      "I am a demonstration model and no AI, so I cannot answer that. Type `help` to see what I can do, or choose a real model.",
    ].join("\n\n"),
  };
}

function greet(request: StepRequest): string {
  const earlier = earlierMessages(request).length;
  if (earlier > 0) return `Hello again! This is your message number ${earlier + 1} here.`;
  return "Hello! I am a **demonstration model**: no AI, but I stream, remember this conversation and can fail on purpose. Type `help` to see what I understand.";
}

function recall(isFirst: boolean, request: StepRequest): string {
  const earlier = earlierMessages(request);
  const found = isFirst ? earlier[0] : earlier.at(-1);
  if (found === undefined) return "Nothing: that question is your first message.";
  return `${isFirst ? "Your first message was" : "Before this, you said"}:\n\n${quote(found, QUOTE_LENGTH)}`;
}

function describeHistory(request: StepRequest): string {
  const yours = earlierMessages(request).length + 1;
  const mine = request.messages.filter((message) => message.role === "assistant").length;
  return `You have sent ${countOf(yours, "message")}, this one counted, and I have given ${countOf(mine, "answer")}.`;
}

function describeSystem(system: string | undefined): string {
  if (system === undefined || system === "") return "I was given no system prompt and no language.";
  return `I was given a system prompt of ${countOf(system.length, "character")}. It says:\n\n${quote(system, QUOTE_LENGTH)}`;
}
