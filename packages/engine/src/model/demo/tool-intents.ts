import type { StepRequest } from "../model.ts";
import type { DemoIntent, DemoReply } from "./demo-reply.ts";
import { fileIntents } from "./file-intents.ts";
import { unquote } from "./file-words.ts";
import { listTools, replyWithTools } from "./tool-task.ts";

/** Using the tools that a session really has. Nothing here answers from anything but their results. */
export const toolIntents: readonly DemoIntent[] = [
  {
    usage: "Which tools do you have?",
    purpose: "lists the tools of this session",
    pattern: /^(?:(?:what|which) tools\b|(?:list|show)(?: me)?(?: all)?(?: the| your)? tools[\s.?!]*$)/i,
    reply: (_match, request) => ({ text: listTools(request) }),
  },
  ...fileIntents,
  {
    usage: "run ls -l",
    purpose: "runs a command and shows what it prints; you decide whether I may",
    pattern: /^(?:run|execute|\$)(?: (?:the )?(?:shell )?command)?:?\s+([\s\S]{1,4000})$/i,
    reply: ([, command = ""], request) =>
      replyWithTools([[{ toolName: "run_command", arguments: { command: unquote(command) } }]], request),
  },
  {
    usage: 'call read_file {"path": "package.json"}',
    purpose: "calls any tool by its name, with arguments in JSON",
    pattern: /^(?:call|use|invoke)(?: the)?(?: tool)? `?([\w.-]{1,128})`?(?: with)?:?(?:\s*(\{[\s\S]*))?$/i,
    reply: ([, toolName = "", json = "{}"], request) => callByName(toolName, json, request),
  },
];

function callByName(toolName: string, json: string, request: StepRequest): DemoReply {
  try {
    return replyWithTools([[{ toolName, arguments: JSON.parse(json) }]], request);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { text: `I call nothing, because the arguments are no JSON object: ${error.message}.` };
  }
}
