import type { PromptInfo } from "@aiwhisperer/protocol";
import { useClient } from "@aiwhisperer/react";
import { type FormEvent, type ReactElement, useState } from "react";
import { Button } from "../ui/button.tsx";

/** A prompt that is being filled in. */
export interface PromptFormProps {
  readonly prompt: PromptInfo;
  /** Called with its text. */
  readonly onFilled: (text: string) => void;
}

/** The fields of a prompt, and the button that has its server fill it in. A refusal stays with the fields. */
export function PromptForm({ prompt, onFilled }: PromptFormProps): ReactElement {
  const client = useClient();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const fill = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      // An empty field is an omitted argument.
      const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
      const { text } = await client.rpc.getPrompt({ name: prompt.name, arguments: given });
      onFilled(text);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The form sits, as React sees it, inside the composer's form.
    event.stopPropagation();
    void fill();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2 px-2.5 py-2 text-sm">
      {prompt.description && <p className="text-muted text-xs">{prompt.description}</p>}
      {prompt.arguments.map(({ name, description, required }) => (
        <label key={name} className="block">
          <span className="font-medium">{name}</span>
          <span className="text-muted text-xs">
            {required ? "" : " · optional"}
            {description ? ` · ${description}` : ""}
          </span>
          <input
            value={values[name] ?? ""}
            onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            required={required}
            autoComplete="off"
            className="mt-1 h-8 w-full rounded-lg border border-edge bg-paper px-2.5 text-[0.8125rem]"
          />
        </label>
      ))}
      {failure && (
        <p role="alert" className="text-danger text-xs [overflow-wrap:anywhere]">
          {failure}
        </p>
      )}
      <Button type="submit" shape="small" disabled={isBusy} className="self-end">
        Insert
      </Button>
    </form>
  );
}
