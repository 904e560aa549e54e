import type { Turn, UserMessage } from "@aiwhisperer/client";
import { TurnStatus } from "@aiwhisperer/protocol";
import { useConnection } from "@aiwhisperer/react";
import { memo, type ReactElement } from "react";
import type { ConversationActions } from "../composer/conversation-actions.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { RetryIcon, WarningIcon } from "../ui/icons.tsx";
import { LongText } from "../ui/long-text.tsx";
import { RowFrame } from "./row-frame.tsx";

/** A message of the person, and its delivery state. */
export interface UserRowProps {
  readonly message: UserMessage;
  readonly turn: Turn | undefined;
  readonly actions: ConversationActions | undefined;
}

/** A message of the person, as typed: line breaks are kept, Markdown is not interpreted. */
export const UserRow = memo(function UserRow({ message, turn, actions }: UserRowProps): ReactElement {
  const isQueued = turn?.status === TurnStatus.Queued;
  return (
    <RowFrame speaker="You" opensTurn>
      <div className="group relative">
        <div
          dir="auto"
          className={`max-h-96 w-full overflow-y-auto print:max-h-none whitespace-pre-wrap rounded-xl rounded-tl-sm px-4 py-2.5 leading-relaxed [overflow-wrap:anywhere] ${isQueued || message.delivery === "pending" ? "border border-edge border-dashed text-muted" : "border border-transparent bg-accent-soft"}`}
        >
          {message.excluded === undefined ? <LongText text={message.text} /> : <s>{message.text}</s>}
        </div>
        {message.excluded && <ExclusionNote reason={message.excluded.reason} />}
        <UserRowFooter message={message} turn={turn} actions={actions} />
      </div>
    </RowFrame>
  );
});

function UserRowFooter({ message, turn, actions }: UserRowProps): ReactElement {
  if (message.delivery === "failed") return <FailedDelivery message={message} actions={actions} />;
  if (turn?.status === TurnStatus.Queued) {
    return (
      <div className="mt-1 flex items-center gap-3 text-muted text-xs">
        <span>Queued: answered after the previous one.</span>
        {actions && (
          <Button look="quiet" shape="small" onClick={() => actions.cancelTurn(turn.turnId)}>
            Take back
          </Button>
        )}
      </div>
    );
  }
  if (message.delivery === "pending") return <PendingDelivery message={message} actions={actions} />;
  return (
    <div className="absolute top-2 right-2 flex rounded-md bg-accent-soft opacity-0 focus-within:opacity-100 group-hover:opacity-100">
      {actions && message.messageId !== undefined && (
        <Button
          look="quiet"
          shape="small"
          onClick={() => actions.editInCopy(message.messageId ?? "", message.text)}
        >
          Change in a copy
        </Button>
      )}
      <CopyButton what="message" getText={() => message.text} />
    </div>
  );
}

function ExclusionNote({ reason }: { readonly reason: string }): ReactElement {
  return (
    <p className="mt-1 text-muted text-xs [overflow-wrap:anywhere]" data-excluded title={reason}>
      Left out of later requests: the provider refused it.
    </p>
  );
}

function PendingDelivery({ message, actions }: Pick<UserRowProps, "message" | "actions">): ReactElement {
  const isConnected = useConnection().status === "connected";
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">
      <span>{isConnected ? "Sending…" : "Waiting: sent when the connection is back."}</span>
      {message.unsaved && !isConnected && (
        <span role="alert" className="text-caution">
          Keep this page open: the message is not saved in this browser ({message.unsaved.message})
        </span>
      )}
      {actions && message.isUntouched && !isConnected && (
        <TakeBackButtons message={message} actions={actions} />
      )}
    </div>
  );
}

interface TakeBackButtonsProps {
  readonly message: UserMessage;
  readonly actions: ConversationActions;
}

function TakeBackButtons({ message, actions }: TakeBackButtonsProps): ReactElement {
  return (
    <>
      <Button look="quiet" shape="small" onClick={() => actions.edit(message)}>
        Edit
      </Button>
      <Button look="quiet" shape="small" onClick={() => actions.discard(message)}>
        Discard
      </Button>
    </>
  );
}

function FailedDelivery({ message, actions }: Pick<UserRowProps, "message" | "actions">): ReactElement {
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-danger text-sm" role="alert">
      <span className="inline-flex items-center gap-1.5 [overflow-wrap:anywhere]">
        <WarningIcon size={15} />
        Not sent: {message.error?.message ?? "the server did not take it."}
      </span>
      {actions && (
        <>
          <Button shape="small" onClick={() => actions.sendAgain(message)}>
            <RetryIcon size={14} />
            Send again
          </Button>
          <TakeBackButtons message={message} actions={actions} />
        </>
      )}
      {!actions && <CopyButton what="message" getText={() => message.text} />}
    </div>
  );
}
