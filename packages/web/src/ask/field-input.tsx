import type { Choice, QuestionField } from "@aiwhisperer/protocol/form";
import { type ReactElement, useId } from "react";

/** A field of a form, what is in it, and what is wrong with that. */
export interface FieldInputProps {
  readonly field: QuestionField;
  readonly entry: string | readonly string[];
  readonly fault: string | undefined;
  readonly onChange: (entry: string | readonly string[]) => void;
}

interface ControlProps extends Omit<FieldInputProps, "fault"> {
  readonly id: string;
  readonly describedBy: string;
  readonly isFaulty: boolean;
}

const boxClass =
  "min-h-9 w-full rounded-lg border border-edge bg-paper px-3 py-1.5 text-sm aria-invalid:border-danger";
const textTypes = { email: "email", uri: "url", date: "date", "date-time": "text" } as const;
const yesOrNo: readonly Choice[] = [
  { value: "true", title: "Yes" },
  { value: "false", title: "No" },
];

/** A labelled field. What a tool says of it is shown as plain text. */
export function FieldInput({ field, entry, fault, onChange }: FieldInputProps): ReactElement {
  const id = useId();
  const describedBy = `${id}-about`;
  const control = { id, describedBy, field, entry, onChange, isFaulty: fault !== undefined };
  const isList = field.kind === "choices";
  const name = (
    <>
      {field.title}
      {field.isRequired ? " (required)" : ""}
    </>
  );
  return (
    <div data-field={field.name} className="space-y-1">
      {isList ? (
        <p dir="auto" id={`${id}-label`} className="font-medium text-sm">
          {name}
        </p>
      ) : (
        <label htmlFor={id} className="block font-medium text-sm">
          {name}
        </label>
      )}
      {isList ? <CheckList {...control} /> : <Control {...control} />}
      <p
        dir="auto"
        id={describedBy}
        className="whitespace-pre-wrap break-words text-muted text-xs empty:hidden"
      >
        {field.description}
        {fault && <span className="block text-danger">This {fault}.</span>}
      </p>
    </div>
  );
}

function Control(props: ControlProps): ReactElement {
  const { id, describedBy, field, entry, isFaulty, onChange } = props;
  if (field.kind === "boolean") return <Select {...props} choices={yesOrNo} />;
  if (field.kind === "choice") return <Select {...props} choices={field.choices} />;
  return (
    <input
      id={id}
      type={field.kind === "text" ? (field.format ? textTypes[field.format] : "text") : "number"}
      step={field.kind === "number" ? (field.isInteger ? 1 : "any") : undefined}
      value={String(entry)}
      onChange={(event) => onChange(event.target.value)}
      aria-required={field.isRequired}
      aria-invalid={isFaulty}
      aria-describedby={describedBy}
      autoComplete="off"
      className={boxClass}
    />
  );
}

function Select(props: ControlProps & { readonly choices: readonly Choice[] }): ReactElement {
  const { id, describedBy, field, entry, isFaulty, onChange, choices } = props;
  return (
    <select
      id={id}
      value={String(entry)}
      onChange={(event) => onChange(event.target.value)}
      aria-required={field.isRequired}
      aria-invalid={isFaulty}
      aria-describedby={describedBy}
      className={boxClass}
    >
      <option value="">—</option>
      {choices.map(({ value, title }) => (
        <option key={value} value={value}>
          {title}
        </option>
      ))}
    </select>
  );
}

function CheckList({ id, describedBy, field, entry, onChange }: ControlProps): ReactElement {
  const chosen: readonly string[] = Array.isArray(entry) ? entry : [];
  const choices = field.kind === "choices" ? field.choices : [];
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no flexible row everywhere
    <div role="group" aria-labelledby={`${id}-label`} aria-describedby={describedBy} className="space-y-1">
      {choices.map(({ value, title }) => (
        <label key={value} className="flex items-center gap-2 text-sm">
          <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
          {title}
        </label>
      ))}
    </div>
  );
}
