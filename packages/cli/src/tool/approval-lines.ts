import type { ToolCall } from "@aiwhisperer/client";
import { type Confinement, type ToolChange, ToolEffect } from "@aiwhisperer/protocol";
import { oneLine, type TextStyle, withVisibleControls } from "../terminal/terminal-text.ts";
import { grantAnswers } from "./approval-answer.ts";
import { boundedLines, displayLines } from "./display-lines.ts";

/** What is decided is shown whole. */
const MAX_LINES = Number.POSITIVE_INFINITY;

const EFFECTS: Readonly<Record<ToolEffect, string>> = {
  [ToolEffect.Read]: "reads",
  [ToolEffect.Write]: "changes files or other data",
  [ToolEffect.Execute]: "runs a program or has unpredictable effects",
};

/**
 * What a person is shown who has to decide about a tool call: the tool, what it does, and what it will
 * change, or its arguments.
 */
export function approvalLines(call: ToolCall, style: TextStyle): readonly string[] {
  const { toolName, effect, approval } = call;
  const { display, confinement, expiresAt } = approval ?? {};
  const title = display?.title === undefined ? "" : ` ${wholeLine(display.title)}`;
  const lines =
    display === undefined
      ? boundedLines(JSON.stringify(call.arguments, undefined, 2), MAX_LINES)
      : displayLines(display, style, MAX_LINES);
  return [
    `${style.bold(`${wholeLine(toolName)}${title}`)} ${EFFECTS[effect]}:`,
    ...(display?.note === undefined ? [] : [style.warning(`  ${wholeLine(display.note)}`)]),
    ...changeLines(approval?.toolChanges ?? [], style),
    ...lines.map((line) => `  ${line}`),
    ...(confinement === undefined ? [] : [confinementLine(confinement, style)]),
    ...grantAnswers(approval ?? {}).map(({ word, offer }) =>
      style.dim(`  ${word} (${wholeLine(offer.label)}): ${wholeLine(offer.text)}`),
    ),
    ...(expiresAt === undefined
      ? []
      : [style.dim(`  Without a decision it is denied ${describeTime(expiresAt)}.`)]),
  ];
}

/** What has changed in the tool since a person allowed its calls. */
function changeLines(changes: readonly ToolChange[], style: TextStyle): readonly string[] {
  if (changes.length === 0) return [];
  const parts = changes.map(({ part }) => part).join(", ");
  return [
    style.warning(`  The tool has changed since it was allowed: ${parts}.`),
    ...changes.flatMap(({ part, before, after }) => [
      style.removed(`  - ${part}: ${wholeLine(before)}`),
      style.added(`  + ${part}: ${wholeLine(after)}`),
    ]),
  ];
}

function confinementLine({ sandbox, summary }: Confinement, style: TextStyle): string {
  const line = `  ${wholeLine(summary)}`;
  return sandbox === undefined ? style.warning(line) : style.dim(line);
}

function wholeLine(text: string): string {
  return oneLine(withVisibleControls(text), Number.POSITIVE_INFINITY);
}

function describeTime(timestamp: number): string {
  return `at ${new Date(timestamp).toLocaleTimeString("sv-SE", { timeStyle: "short" })}`;
}
