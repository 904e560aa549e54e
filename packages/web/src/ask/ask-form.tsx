import { checkAnswer, type QuestionField } from "@aiwhisperer/protocol/form";
import { type FormEvent, type ReactElement, useState } from "react";
import { isTyping } from "../navigation/key-target.ts";
import { Button } from "../ui/button.tsx";
import { FieldInput } from "./field-input.tsx";
import { type FormEntries, toAnswer } from "./form-entries.ts";

/** The fields of a question, and what becomes of them. */
export interface AskFormProps {
  readonly fields: readonly QuestionField[];
  /** Entries that the form begins with. */
  readonly entries: FormEntries;
  /** Called with the entries as they are, and whether the keys go to them. */
  readonly onEntries: (entries: FormEntries, hasFocus: boolean) => void;
  readonly isSent: boolean;
  readonly onAnswer: (answer: Readonly<Record<string, unknown>>) => void;
  readonly onDecline: () => void;
}

const noFaults: ReadonlyMap<string, string> = new Map();

/** A form made of a question's schema. It is sent only once every field fits. */
export function AskForm(props: AskFormProps): ReactElement {
  const { fields, entries: begun, onEntries, isSent, onAnswer, onDecline } = props;
  const [entries, setEntries] = useState(begun);
  const change = (next: FormEntries) => {
    setEntries(next);
    onEntries(next, true);
  };
  const [faults, setFaults] = useState(noFaults);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const answer = toAnswer(fields, entries);
    const found = findFaults(fields, answer);
    setFaults(found);
    if (found.size === 0) onAnswer(answer);
  };
  return (
    <form
      onSubmit={submit}
      onFocus={({ target }) => onEntries(entries, isTyping(target))}
      onBlur={() => onEntries(entries, false)}
      noValidate={true}
      className="space-y-3"
    >
      <div className="max-h-[min(40dvh,28rem)] space-y-3 overflow-y-auto">
        {fields.map((field) => (
          <FieldInput
            key={field.name}
            field={field}
            entry={entries.get(field.name) ?? ""}
            fault={faults.get(field.name)}
            onChange={(entry) => change(new Map([...entries, [field.name, entry]]))}
          />
        ))}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" disabled={isSent}>
          {fields.length === 0 ? "Agree" : "Answer"}
        </Button>
        <Button disabled={isSent} onClick={onDecline}>
          Decline
        </Button>
      </div>
    </form>
  );
}

/** Validation errors by field. Each field is checked alone, so no error path must be parsed. */
function findFaults(
  fields: readonly QuestionField[],
  answer: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, string> {
  const faults = new Map<string, string>();
  for (const field of fields) {
    const { name } = field;
    const checked = checkAnswer([field], Object.hasOwn(answer, name) ? { [name]: answer[name] } : {});
    const [fault] = "faults" in checked ? checked.faults : [];
    if (fault !== undefined) faults.set(name, fault.message);
  }
  return faults;
}
