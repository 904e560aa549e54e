import type { CommandHost, StopSignal } from "./command-host.ts";

/** Why a running command ends: a signal, or an error that nothing caught. */
export type StopReason =
  | { readonly type: "signal"; readonly signal: StopSignal }
  | { readonly type: "failure"; readonly error: unknown };

/** A request to end a running command. */
export interface StopRequest {
  /** Resolves with the first reason. */
  readonly first: Promise<StopReason>;
  /** Resolves on a second request while the command ends, or when something fails meanwhile. */
  readonly again: Promise<StopReason>;
  /** Ends listening. */
  dispose(): void;
}

/** One press of Ctrl-C reaches a program that npm started twice: from the terminal, and from npm. */
const SAME_REQUEST_MS = 500;

/** Listens for what ends a command. `now` returns milliseconds. */
export function listenForStop(
  host: Pick<CommandHost, "onStopSignal" | "onFailure">,
  now: () => number,
): StopRequest {
  const first = Promise.withResolvers<StopReason>();
  const again = Promise.withResolvers<StopReason>();
  let requestedAt: number | undefined;
  const request = (reason: StopReason): void => {
    if (requestedAt === undefined) {
      requestedAt = now();
      first.resolve(reason);
    } else if (reason.type === "failure" || now() - requestedAt > SAME_REQUEST_MS) again.resolve(reason);
  };
  const disposals = [
    host.onStopSignal((signal) => request({ type: "signal", signal })),
    host.onFailure((error) => request({ type: "failure", error })),
  ];
  return {
    first: first.promise,
    again: again.promise,
    dispose() {
      for (const dispose of disposals) dispose();
    },
  };
}
