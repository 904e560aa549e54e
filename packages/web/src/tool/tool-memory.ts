import type { SessionHandle } from "@aiwhisperer/client";
import { createContext, useContext, useEffect, useState } from "react";

/** The state of a conversation's tool calls that outlives their cards, which unmount out of view. */
export interface ToolMemory {
  /**
   * When calls began that this page saw begin, in milliseconds since 1970-01-01T00:00:00Z; of the others
   * unknown.
   */
  readonly startedAt: Map<string, number>;
  /** Calls with unfolded details. */
  readonly unfolded: Set<string>;
}

/** The memory of the conversation around a card. */
export const ToolMemoryContext = createContext<ToolMemory>({ startedAt: new Map(), unfolded: new Set() });

/** Makes the memory of a conversation, and notes there what begins while the page looks on. */
export function useToolMemory(session: SessionHandle): ToolMemory {
  const [memory] = useState<ToolMemory>(() => ({ startedAt: new Map(), unfolded: new Set() }));
  useEffect(() => {
    const note = (toolCallId: string) => {
      // A replayed call began at an unknown time.
      if (session.state.caughtUp) memory.startedAt.set(toolCallId, Date.now());
    };
    const stops = [
      session.on("ToolStartedNotification", ({ toolCallId }) => note(toolCallId)),
      session.on("ToolCallLeaseNotification", ({ toolCallId, clientId }) => {
        if (clientId !== undefined) note(toolCallId);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [session, memory]);
  return memory;
}

/**
 * Whether the details of a call are unfolded, for as long as the conversation is open, and the way to change
 * that.
 */
export function useUnfolded(toolCallId: string): readonly [isUnfolded: boolean, toggle: () => void] {
  const { unfolded } = useContext(ToolMemoryContext);
  const [isUnfolded, setUnfolded] = useState(() => unfolded.has(toolCallId));
  const toggle = () => {
    if (isUnfolded) unfolded.delete(toolCallId);
    else unfolded.add(toolCallId);
    setUnfolded(!isUnfolded);
  };
  return [isUnfolded, toggle];
}
