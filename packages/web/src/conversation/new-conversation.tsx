import type { ModelInfo } from "@aiwhisperer/protocol";
import { useClient, useModels } from "@aiwhisperer/react";
import { type ReactElement, useState } from "react";
import { Composer } from "../composer/composer.tsx";
import { ExamplePrompts } from "../composer/example-prompts.tsx";
import { ConnectionBanner } from "../connection/connection-banner.tsx";
import { useConnectionDescription } from "../connection/use-connection-description.ts";
import { useFreshness } from "../connection/use-freshness.ts";
import { LazyModelPicker } from "../models/lazy-model-picker.tsx";
import { initialModel, isDemo } from "../models/model-name.ts";
import { navigate } from "../navigation/route.ts";
import { StartPlanButton } from "../plan/start-plan-button.tsx";
import { LazyPromptMenu } from "../prompts/lazy-prompt-menu.tsx";
import { withPrompt } from "../prompts/use-prompts.ts";
import { MainHeader } from "../shell/main-header.tsx";
import { usePageTitle } from "../shell/use-page-title.ts";
import { Mark } from "../ui/mark.tsx";
import { readDraft } from "../written/draft-store.ts";
import { useDraft } from "../written/use-draft.ts";

/**
 * The place where a conversation begins. The session is started with its first message, so that none stays
 * empty.
 */
export function NewConversation(): ReactElement {
  const { models, error: modelsError, refresh } = useModels();
  useFreshness(refresh);
  usePageTitle();
  const [chosen, setChosen] = useState<string>();
  const { userId } = useClient();
  const { text, change, problem: unsavedBecause } = useDraft("new");
  const { send, isStarting, failure } = useStart((sent) =>
    change(withoutSent(readDraft({ userId, place: "new" }), sent)),
  );
  const { isUsable, label } = useConnectionDescription();
  const model = chosen ?? initialModel(models ?? []);
  const problem = failure ?? (isUsable ? modelsError?.message : undefined);
  const waiting = `${label}: a new conversation is sent only with a connection.${unsavedBecause ? "" : " Your text is kept."}`;
  const blockedBecause = isStarting ? "Starting…" : isUsable ? undefined : waiting;

  return (
    <div className="flex h-full min-w-0 flex-col">
      <MainHeader>
        <h1 className="flex-1 font-medium text-[0.9375rem]">New conversation</h1>
        <StartPlanButton />
      </MainHeader>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex min-h-full w-full max-w-[44rem] flex-col justify-center px-3 py-8 sm:px-6">
          <div className="mb-7 px-1">
            <span className="text-accent">
              <Mark size={34} />
            </span>
            <p className="mt-4 text-balance font-semibold text-[1.7rem] leading-tight tracking-tight">
              What would you like to talk about?
            </p>
            <p className="mt-2 text-muted">Close the page or lose the network: the conversation continues.</p>
          </div>
          {model && isDemo(model) && <DemoNotice models={models ?? []} />}
          <ConnectionBanner />
          {problem && (
            <p role="alert" className="mb-2 rounded-lg bg-danger-soft px-3 py-2 text-danger text-sm">
              {problem}
            </p>
          )}
          <Composer
            text={text}
            onChange={change}
            unsavedBecause={unsavedBecause}
            onSend={() => send(text.trim(), model)}
            blockedBecause={blockedBecause}
            footer={
              <>
                <LazyModelPicker models={models ?? []} value={model} onChange={setChosen} />
                <LazyPromptMenu onInsert={(prompt) => change(withPrompt(text, prompt))} />
              </>
            }
          />
          <ExamplePrompts isDemo={model !== undefined && isDemo(model)} onChoose={change} />
        </div>
      </div>
    </div>
  );
}

interface Start {
  readonly send: (text: string, model: string | undefined) => void;
  readonly isStarting: boolean;
  readonly failure: string | undefined;
}

/** The text that was written after another text was sent. */
function withoutSent(written: string, sent: string): string {
  return written.trimStart().startsWith(sent) ? written.trimStart().slice(sent.length).trimStart() : written;
}

/** Starts sessions; `onStarted` gets the text that was sent. */
function useStart(onStarted: (sent: string) => void): Start {
  const client = useClient();
  const [isStarting, setStarting] = useState(false);
  const [failure, setFailure] = useState<string>();
  const start = async (text: string, model: string | undefined) => {
    setStarting(true);
    setFailure(undefined);
    try {
      const session = await client.startSession(model === undefined ? {} : { model });
      session.send(text);
      onStarted(text);
      navigate(session.sessionId);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
      setStarting(false);
    }
  };
  return { send: (text, model) => void start(text, model), isStarting, failure };
}

/** Explains that no AI answers, and how to change that. */
export function DemoNotice({ models }: { readonly models: readonly ModelInfo[] }): ReactElement {
  const hasOthers = models.some(({ model, usable }) => usable && !isDemo(model));
  return (
    <p className="mb-3 rounded-lg border border-caution/40 bg-caution-soft px-3 py-2 text-caution text-sm leading-snug">
      <strong className="font-semibold">The demo model answers here.</strong> It plays scripted answers and
      understands nothing.{" "}
      {hasOthers
        ? "Choose another model below for a real conversation."
        : "To talk to an AI, set a provider's key on the server; the list of models below names each variable."}
    </p>
  );
}
