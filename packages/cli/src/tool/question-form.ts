import type { Question, SessionHandle } from "@aiwhisperer/client";
import { type QuestionField, readQuestionForm } from "@aiwhisperer/protocol/form";
import { type TextStyle, withVisibleControls } from "../terminal/terminal-text.ts";
import { describeField, parseField, parseYesNo } from "./field-text.ts";

/** What a typed line has led to: the next prompt, perhaps after a problem, or the end of the form. */
export type FormStep =
  | { readonly kind: "next"; readonly problem?: string }
  | { readonly kind: "answered"; readonly answer: Readonly<Record<string, unknown>> }
  | { readonly kind: "declined" };

const AGREE_PROMPT = "Agree? [y]es or [n]o: ";
/** What declines a question, whatever field is asked for. */
export const DECLINE = "/decline";

/** A question of a tool at a terminal: its fields are asked for one after the other. */
export class QuestionForm {
  readonly session: SessionHandle;
  readonly question: Question;
  readonly #fields: readonly QuestionField[];
  readonly #values: (readonly [string, unknown])[] = [];
  #at = 0;

  constructor(session: SessionHandle, question: Question) {
    this.session = session;
    this.question = question;
    const form = readQuestionForm(question.schema);
    this.#fields = "fields" in form ? form.fields : [];
  }

  /** The question itself. */
  lines(style: TextStyle): readonly string[] {
    const lines = withVisibleControls(this.question.text).split("\n");
    return [...lines.map((line) => style.bold(line)), style.dim(`  ${DECLINE} declines.`)];
  }

  /** What is asked for now, the last line of which is a prompt. */
  promptLines(): readonly string[] {
    const field = this.#fields[this.#at];
    return field === undefined ? [AGREE_PROMPT] : describeField(field);
  }

  /** Takes a typed line. */
  take(text: string): FormStep {
    if (text.trim() === DECLINE) return { kind: "declined" };
    const field = this.#fields[this.#at];
    if (field === undefined) return agreement(text);
    const entry = parseField(field, text);
    if ("problem" in entry) return { kind: "next", problem: entry.problem };
    if (entry.value !== undefined) this.#values.push([field.name, entry.value]);
    this.#at += 1;
    if (this.#at < this.#fields.length) return { kind: "next" };
    return { kind: "answered", answer: Object.fromEntries(this.#values) };
  }
}

function agreement(text: string): FormStep {
  switch (parseYesNo(text)) {
    case true:
      return { kind: "answered", answer: {} };
    case false:
      return { kind: "declined" };
    default:
      return { kind: "next", problem: "Please answer y or n." };
  }
}
