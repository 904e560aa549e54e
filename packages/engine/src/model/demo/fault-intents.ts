import type { ModelFault } from "../model.ts";
import type { DemoIntent, DemoReply } from "./demo-reply.ts";

const FAULTS: ReadonlyMap<string, ModelFault> = new Map([
  [
    "401",
    fault(
      "unauthenticated",
      "The demonstration pretends that its key was not accepted. A real provider needs its variable set.",
    ),
  ],
  ["403", fault("permission_denied", "The demonstration pretends that its key may not use this model.")],
  ["404", fault("model_not_found", "The demonstration pretends that there is no such model.")],
  [
    "429",
    { ...passing("rate_limited", "The demonstration pretends to be asked too often."), retryAfterMs: 2000 },
  ],
  ["500", passing("provider_error", "The demonstration pretends that its provider broke down.")],
  ["503", passing("overloaded", "The demonstration pretends to have more work than it can take.")],
  ["timeout", passing("timeout", "The demonstration pretends to have taken too long.")],
  [
    "network",
    passing("connection_failed", "The demonstration pretends that its provider cannot be reached."),
  ],
  [
    "length",
    refused("context_too_long", "The demonstration pretends that this conversation is too long for it."),
  ],
  [
    "filter",
    refused("content_filtered", "The demonstration pretends that its provider refused the request."),
  ],
]);

const CUT = passing("stream_cut", "The demonstration pretends that its answer broke off.");
const PLAIN = fault("provider_error", "The demonstration was asked to fail, and did.");

/** Failing on purpose, so that people see what a failure looks like. */
export const faultIntents: readonly DemoIntent[] = [
  {
    usage: "fail half way",
    purpose: "begins an answer and breaks off",
    pattern: /^(?:fail|break)(?: off)? (?:in the )?(?:half ?-?way|midway|middle|later)\W*$/i,
    reply: () => ({ text: "This answer has a beginning, and right in the middle of its second", fault: CUT }),
  },
  {
    usage: "fail with 429",
    purpose: `ends as a provider's fault would; also with ${[...FAULTS.keys()].filter((key) => key !== "429").join(", ")}`,
    pattern: /^(?:fail|error)(?: with)?(?: an?)?(?: ([a-z\d]+))?(?: error)?(?:,? please)?\W*$/i,
    reply: ([, name = ""]): DemoReply => ({ text: "", fault: FAULTS.get(name.toLowerCase()) ?? PLAIN }),
  },
];

function fault(code: ModelFault["code"], message: string): ModelFault {
  return { code, message, retryable: false };
}

/** A fault of what the request holds: the message is excluded. */
function refused(code: ModelFault["code"], message: string): ModelFault {
  return { ...fault(code, message), refusedInput: true };
}

function passing(code: ModelFault["code"], message: string): ModelFault {
  return { code, message, retryable: true };
}
