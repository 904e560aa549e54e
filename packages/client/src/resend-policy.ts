import { type InteractiveMethods, interactive } from "@aiwhisperer/protocol";

type ResendPolicy = {
  readonly [M in keyof InteractiveMethods]: (params: InteractiveMethods[M]["params"]) => boolean;
};

const always = () => true;
const never = () => false;

/** Whether doing a method twice is the same as doing it once. Every method of the contract must have its answer here. */
const resendPolicy: ResendPolicy = {
  startSession: never,
  attachSession: always,
  detachSession: always,
  stopSession: always,
  // The second answer would be that there is no such session.
  deleteSession: never,
  getSession: always,
  listSessions: always,
  getHistory: always,
  sendUserMessage: never,
  // Without a turn's name the second one could hit the next turn.
  cancelTurn: ({ turnId }) => turnId !== undefined,
  listModels: always,
};

const byFullName = new Map(
  Object.entries(interactive.methods).map(([name, { fullName }]) => [
    fullName,
    resendPolicy[name as keyof InteractiveMethods] as (params: unknown) => boolean,
  ]),
);

/**
 * Whether a request may be sent again when the line broke before its answer. Methods of other contracts may not: nothing is known of them.
 */
export function isResendable(fullName: string, params: unknown): boolean {
  return byFullName.get(fullName)?.(params) ?? false;
}
