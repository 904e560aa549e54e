import { type Choice, faultOf, type QuestionField } from "@aiwhisperer/protocol/form";
import { withVisibleControls } from "../terminal/terminal-text.ts";

/** What a typed text means for a field: a value, no value, or why it is neither. */
export type FieldEntry = { readonly value: unknown } | { readonly problem: string };

const MAX_TITLE_LENGTH = 200;

/** What a person is asked for, on lines, with the prompt as the last one. */
export function describeField(field: QuestionField): readonly string[] {
  const { description } = field;
  const choices =
    "choices" in field ? field.choices.map((choice, index) => choiceLine(choice, index + 1)) : [];
  const lines = description === undefined ? [] : withVisibleControls(description).split("\n");
  return [...lines.map((line) => `  ${line}`), ...choices, `${label(field.title)} (${hintOf(field)}): `];
}

/** Reads what was typed for a field. Nothing typed is the default, or no value where none is required. */
export function parseField(field: QuestionField, typed: string): FieldEntry {
  const text = typed.trim();
  if (text === "") {
    if (field.default !== undefined) return { value: field.default };
    return field.isRequired ? { problem: `${label(field.title)} is required.` } : { value: undefined };
  }
  const value = valueFrom(field, text);
  const fault = faultOf(field, value);
  return fault === undefined ? { value } : { problem: `${label(field.title)} ${fault}.` };
}

function valueFrom(field: QuestionField, text: string): unknown {
  switch (field.kind) {
    case "text":
      return text;
    case "number":
      return Number(text);
    case "boolean":
      return parseYesNo(text);
    case "choice":
      return choiceOf(field.choices, text);
    case "choices":
      return text.split(",").map((part) => choiceOf(field.choices, part.trim()));
  }
}

/** Reads yes or no; `undefined` for anything else. */
export function parseYesNo(text: string): boolean | undefined {
  switch (text.trim().toLowerCase()) {
    case "y":
    case "yes":
    case "true":
      return true;
    case "n":
    case "no":
    case "false":
      return false;
    default:
      return undefined;
  }
}

/** A choice by its value or title, else by its number. */
function choiceOf(choices: readonly Choice[], text: string): string | undefined {
  const named = choices.find(({ value, title }) => value === text || title === text);
  return (named ?? choices[Number(text) - 1])?.value;
}

function hintOf(field: QuestionField): string {
  const kind = kindOf(field);
  if (field.default !== undefined) return `${kind}; Enter for ${label(defaultText(field.default))}`;
  return field.isRequired ? kind : `${kind}; Enter for none`;
}

function kindOf(field: QuestionField): string {
  switch (field.kind) {
    case "text":
      return field.format ?? "text";
    case "number":
      return field.isInteger ? "whole number" : "number";
    case "boolean":
      return "y or n";
    case "choice":
      return "number of a choice";
    case "choices":
      return "numbers of choices, with commas";
  }
}

function defaultText(value: unknown): string {
  if (typeof value === "boolean") return value ? "y" : "n";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function choiceLine({ value, title }: Choice, number: number): string {
  return `  ${number}  ${label(title === value ? value : `${title} (${value})`)}`;
}

function label(text: string): string {
  const flat = withVisibleControls(text).replaceAll("\n", " ");
  return flat.length > MAX_TITLE_LENGTH ? `${flat.slice(0, MAX_TITLE_LENGTH - 1)}…` : flat;
}
