import type { ToolCall } from "@aiwhisperer/client";
import type { ReactElement } from "react";
import { describeDecision } from "./describe-decision.ts";
import { DisplayBlock } from "./display-block.tsx";
import { TextBlock } from "./text-block.tsx";
import { isTerminalOutput, toValueText } from "./value-text.ts";

/** All there is to know of a tool call: what it changes, what it was given, who allowed it, what it gave. */
export function ToolDetails({ call }: { readonly call: ToolCall }): ReactElement {
  const { approval, progress, result } = call;
  const display = result?.display ?? approval?.display;
  const decision = approval && describeDecision(approval);
  const hasOutput = result === undefined && progress !== undefined && progress.text !== "";
  return (
    <div className="space-y-2.5 px-3 pb-3">
      {decision && <p className="text-muted text-xs">{decision}</p>}
      {display && <DisplayBlock display={display} />}
      <TextBlock title="Arguments" text={toValueText(call.arguments)} />
      {hasOutput && (
        <TextBlock title={progress.isCut ? "End of the output" : "Output"} text={progress.text} isTerminal />
      )}
      {result && <ResultBlock title={result.isError ? "Failure" : "Result"} result={result.result} />}
    </div>
  );
}

function ResultBlock({ title, result }: { readonly title: string; readonly result: unknown }): ReactElement {
  if (isTerminalOutput(result)) return <TextBlock title={title} text={result} isTerminal />;
  return <TextBlock title={title} text={toValueText(result)} />;
}
