import type { SessionHandle, SessionUpdate } from "@aiwhisperer/client";
import type { ModelSettings, SessionSummary } from "@aiwhisperer/protocol";
import { useClient, useModels } from "@aiwhisperer/react";
import { Dialog } from "@base-ui/react/dialog";
import { type FormEvent, type ReactElement, useEffect, useState } from "react";
import { Button } from "../ui/button.tsx";
import { backdropClass, popupClass } from "../ui/dialog-class.ts";
import { ModelPicker } from "./model-picker.tsx";
import { type SettingsText, toSettings, toText } from "./settings-text.ts";

/** The session whose model and settings are shown. */
export interface ModelSettingsDialogProps {
  readonly session: SessionHandle;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Changes the model of a conversation, and how it is asked, from the next answer on. */
export function ModelSettingsDialog({ session, isOpen, onClose }: ModelSettingsDialogProps): ReactElement {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClass} />
        <Dialog.Popup className={popupClass}>
          <Dialog.Title className="font-semibold text-lg">Model and settings</Dialog.Title>
          <Dialog.Description className="mt-1 mb-3 text-muted text-sm">
            They hold from the next answer on, for everybody in this conversation.
          </Dialog.Description>
          <LoadedSettings session={session} onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type FormProps = Omit<ModelSettingsDialogProps, "isOpen">;

function LoadedSettings({ session, onClose }: FormProps): ReactElement {
  const { rpc } = useClient();
  const [summary, setSummary] = useState<SessionSummary>();
  const [fault, setFault] = useState<string>();
  const { sessionId } = session;
  useEffect(() => {
    rpc.getSession({ sessionId }).then(
      (answer) => setSummary(answer.session),
      (error: unknown) => setFault(error instanceof Error ? error.message : String(error)),
    );
  }, [rpc, sessionId]);
  if (summary === undefined) return <p className="text-muted text-sm">{fault ?? "Loading…"}</p>;
  return <SettingsForm session={session} summary={summary} onClose={onClose} />;
}

function SettingsForm({
  session,
  summary,
  onClose,
}: FormProps & { readonly summary: SessionSummary }): ReactElement {
  const { models } = useModels();
  const [model, setModel] = useState(summary.model);
  const [text, setText] = useState<SettingsText>(toText(summary.settings ?? {}));
  const [fault, setFault] = useState<string>();
  const save = async (settings: ModelSettings | null): Promise<void> => {
    const changed: SessionUpdate = { settings, ...(model === summary.model ? {} : { model }) };
    try {
      await session.update(changed);
      onClose();
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const read = toSettings(text, summary.settings ?? {});
    if ("problem" in read) setFault(read.problem);
    else void save(read.settings);
  };
  const field = (name: keyof SettingsText) => ({
    value: text[name],
    onChange: (event: { readonly target: { readonly value: string } }) =>
      setText({ ...text, [name]: event.target.value }),
  });
  return (
    <form onSubmit={submit} className="space-y-3 text-sm">
      <div className="flex items-center justify-between gap-3">
        <span className="font-medium">Model</span>
        <ModelPicker models={models ?? []} value={model} onChange={setModel} isOpenAtFirst={false} />
      </div>
      {NUMBERS.map(({ name, label, hint, keys }) => (
        <Field key={name} label={label} hint={hint}>
          <input {...field(name)} inputMode={keys} className={inputClass} placeholder="the model's own" />
        </Field>
      ))}
      <Field label="Reasoning effort">
        <select {...field("reasoningEffort")} className={inputClass}>
          <option value="">the model's own</option>
          {["none", "low", "medium", "high"].map((effort) => (
            <option key={effort}>{effort}</option>
          ))}
        </select>
      </Field>
      <Field label="Stop at" hint="one text a line">
        <textarea {...field("stop")} rows={2} className={`${inputClass} h-auto py-1.5`} />
      </Field>
      {fault && (
        <p role="alert" className="text-danger">
          {fault}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-2 pt-2">
        <Button onClick={() => void save(null)}>Reset settings</Button>
        <Dialog.Close render={<Button />}>Cancel</Dialog.Close>
        <Button type="submit" look="primary">
          Save
        </Button>
      </div>
    </form>
  );
}

/** The settings that are numbers, with the keys that a small screen shows for them. */
const NUMBERS = [
  { name: "temperature", label: "Temperature", hint: "0 to 2", keys: "decimal" },
  { name: "maxOutputTokens", label: "Longest answer", hint: "tokens", keys: "numeric" },
] as const;

const inputClass =
  "h-8 w-44 rounded-lg border border-edge bg-paper px-2.5 text-[0.8125rem] placeholder:text-muted";

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly children: ReactElement;
}

function Field({ label, hint, children }: FieldProps): ReactElement {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child.
    <label className="flex items-center justify-between gap-3">
      <span>
        <span className="font-medium">{label}</span>
        {hint && <span className="text-muted text-xs"> {hint}</span>}
      </span>
      {children}
    </label>
  );
}
