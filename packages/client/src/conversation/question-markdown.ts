import { QuestionResolution } from "@aiwhisperer/protocol";
import { fence, toText } from "../kit/fence.ts";
import type { Question } from "./question.ts";

const endings: Readonly<Record<QuestionResolution, string>> = {
  [QuestionResolution.Decided]: "",
  [QuestionResolution.Expired]: "The question expired without an answer.",
  [QuestionResolution.Cancelled]: "The question was cancelled.",
  [QuestionResolution.Restarted]: "A restart of the server ended the question.",
  [QuestionResolution.Policy]: "A policy of the server ended the question.",
};

/** Writes a tool's question as paragraphs of a Markdown document, with its outcome. */
export function describeQuestion({ text, outcome }: Question): readonly string[] {
  const question = ["The tool asked:", fence(text, "")];
  if (outcome === undefined) return [...question, "> The question waits for an answer."];
  if (outcome.declined === true) return [...question, "> The question was declined."];
  if (outcome.answer === undefined) return [...question, `> ${endings[outcome.resolution]}`];
  return [...question, "The answer was:", fence(toText(outcome.answer), "json")];
}
