import type { ToolCall } from "@aiwhisperer/client";
import { ToolEffect } from "@aiwhisperer/protocol";
import { oneLine, type TextStyle } from "../chat/terminal-text.ts";
import { boundedLines, displayLines } from "./display-lines.ts";

const MAX_LINES = 400;
const MAX_TITLE_LENGTH = 200;

const EFFECTS: Readonly<Record<ToolEffect, string>> = {
  [ToolEffect.Read]: "reads",
  [ToolEffect.Write]: "changes files or other data",
  [ToolEffect.Execute]: "runs a program, or does what cannot be told beforehand",
};

/** What a person is shown who has to decide about a tool call: the tool, what it does, and what it will change, or its arguments. */
export function approvalLines(call: ToolCall, style: TextStyle): readonly string[] {
  const { toolName, effect, approval } = call;
  const { display, expiresAt } = approval ?? {};
  const title = display?.title === undefined ? "" : ` ${oneLine(display.title, MAX_TITLE_LENGTH)}`;
  const lines =
    display === undefined
      ? boundedLines(JSON.stringify(call.arguments, undefined, 2), MAX_LINES)
      : displayLines(display, style, MAX_LINES);
  return [
    `${style.bold(`${oneLine(toolName, MAX_TITLE_LENGTH)}${title}`)} ${EFFECTS[effect]}:`,
    ...lines.map((line) => `  ${line}`),
    ...(expiresAt === undefined
      ? []
      : [style.dim(`  Without a decision it is denied ${describeTime(expiresAt)}.`)]),
  ];
}

function describeTime(timestamp: number): string {
  return `at ${new Date(timestamp).toLocaleTimeString("sv-SE", { timeStyle: "short" })}`;
}
