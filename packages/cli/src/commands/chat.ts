import { Command, Option } from "commander";
import { URL_VARIABLE } from "../config/variable-source.ts";
import type { CommandHost } from "../kit/command-host.ts";
import { serverAddress } from "../terminal/server-address.ts";
import type { ApproveRule } from "../tool/approval-answer.ts";
import { approveOption } from "./approve-option.ts";

interface ChatFlags {
  readonly url?: string;
  readonly session?: string;
  readonly model?: string;
  readonly interactive?: boolean;
  readonly approve?: ApproveRule;
}

const FOOTER = `
Without a message it asks for one after the other; /help there lists what else it understands. With a message, or with one piped in, it writes
the answer and nothing else to its output, and ends: with 0 after a whole answer, with 1 after a failed one. Tool calls are reported
on the error stream. Where a tool call has to be decided and there is no terminal to ask at, it says so and waits for a decision that is made
elsewhere, such as on the server's page; --approve decides beforehand.

  aiwhisperer chat "What is a monad?"
  git diff | aiwhisperer chat --model openai:gpt-5-mini
  aiwhisperer chat --approve writes "Add a line about Node to README.md"`;

/** `aiwhisperer chat`: the terminal client. */
export function chatCommand(host: CommandHost, end: (exitCode: number) => void): Command {
  return new Command("chat")
    .description("talk to a session of a running server")
    .argument("[message...]", "what to say")
    .option(
      "--url <address>",
      `address of the server (variable: ${URL_VARIABLE}; default: where the configuration has it listen)`,
    )
    .option("--session <id>", "go on with this session (default: a new one)")
    .addOption(
      new Option("--model <provider:model>", "model of the new session (default: the server's)").conflicts(
        "session",
      ),
    )
    .addOption(approveOption())
    .option("--interactive", "take the input as typed lines, also where it is no terminal")
    .addHelpText("after", FOOTER)
    .action(async (words: readonly string[], flags: ChatFlags) => {
      const request = {
        address: await serverAddress(flags.url, host),
        message: words.join(" ").trim(),
        sessionId: flags.session,
        model: flags.model,
        isInteractive: flags.interactive === true,
        rule: flags.approve,
      };
      // The server's command has no use for the client.
      const { chat } = await import("../chat/chat.ts");
      end(await chat(request, host));
    });
}
