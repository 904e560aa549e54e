import type { StepRequest } from "../model.ts";
import { conversationIntents, replyToAnything } from "./conversation-intents.ts";
import { type DemoIntent, type DemoReply, newestMessage } from "./demo-reply.ts";
import { faultIntents } from "./fault-intents.ts";
import { showcaseIntents } from "./showcase-intents.ts";
import { toolIntents } from "./tool-intents.ts";
import { finishedRounds } from "./tool-task.ts";

const POLITENESS =
  /^(?:(?:please|ok|okay|now|then|and|hey,|can you|could you|would you|will you|i want you to)[\s,]+)+/i;
const SLOWLY_FIRST = /^slow(?:ly)?\b[\s,:]*/i;
const SLOWLY = /\bslowly\b\s?/i;
const THINK = /^think(?:\s+(?:hard|about it|first))?\b[\s,:]*(?:then|and|about)?\s*/i;
const SLOWNESS = 8;
/** What a person types by way of a request is short; a pasted book is not searched for one. */
const MAX_SEARCHED = 12_000;

const help: DemoIntent = {
  pattern: /^(?:help|commands?|what can you do|how do you work)\b|^\?+$/i,
  reply: () => ({ text: helpText() }),
};

/** In the order in which they are tried. */
const INTENTS: readonly DemoIntent[] = [
  help,
  ...faultIntents,
  ...toolIntents,
  ...conversationIntents,
  ...showcaseIntents,
];

/**
 * Decides what the demonstration model says: a function of the step alone. `slow` and `think` go together
 * with anything else, as in "slowly count to 5".
 */
export function answerStep(request: StepRequest): DemoReply {
  const polite = newestMessage(request).trim().slice(0, MAX_SEARCHED).replace(POLITENESS, "");
  const isThinking = THINK.test(polite);
  const unhurried = polite.replace(THINK, "");
  const isSlowFirst = SLOWLY_FIRST.test(unhurried);
  const rest = unhurried.replace(SLOWLY_FIRST, "").trim();
  // What tools are given is taken as it is written: a file that is to say "slowly" says so.
  const toolReply = replyBy(toolIntents, rest, request);
  const isSlow = isSlowFirst || (toolReply === undefined && SLOWLY.test(rest));
  const asked = rest.replace(SLOWLY, "").trim();
  const hasThought = isThinking && finishedRounds(request).length === 0;
  return {
    ...(toolReply ?? replyTo(asked, request, isSlow || isThinking)),
    ...(hasThought ? { thought: thoughtOn(request) } : {}),
    ...(isSlow ? { slowness: SLOWNESS } : {}),
  };
}

function replyTo(asked: string, request: StepRequest, hasManner: boolean): DemoReply {
  if (asked === "" && hasManner)
    return { text: "That was it: I was asked how to answer, not what. Say more, as in `slowly count to 5`." };
  return replyBy(INTENTS, asked, request) ?? replyToAnything(request);
}

function replyBy(intents: readonly DemoIntent[], asked: string, request: StepRequest): DemoReply | undefined {
  for (const intent of intents) {
    const match = intent.pattern.exec(asked);
    if (match !== null) return intent.reply(match, request);
  }
  return undefined;
}

function thoughtOn(request: StepRequest): string {
  const intents = INTENTS.length;
  return [
    `The person asks me to think, so I show what thinking looks like on the screen.`,
    `First I read the newest message, which has ${newestMessage(request).length} characters.`,
    `Then I try my ${intents} rules on it, one after the other, and take the first that fits.`,
    "Now I answer.",
  ].join(" ");
}

function helpText(): string {
  const rows = INTENTS.flatMap(({ usage, purpose }) =>
    usage === undefined ? [] : [`- \`${usage}\` – ${purpose ?? ""}`],
  );
  return [
    "I am a **demonstration model**: no AI, only fixed rules, so that you can try everything without a key. I understand:",
    [
      "- `help` – this list",
      ...rows,
      "- `slowly` before or after anything – the same, eight times slower",
      "- `think` before anything – shows some reasoning first",
    ].join("\n"),
    "Everything else I quote back to you. Set a provider's key on the server to talk to a real model.",
  ].join("\n\n");
}
