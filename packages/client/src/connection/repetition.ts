import {
  type ErrorDescriptor,
  type InteractiveMethods,
  interactive,
  isRpcError,
} from "@aiwhisperer/protocol";

/** Idempotent by nature. */
type Harmless = { readonly kind: "harmless" };
/** Idempotent by its key. */
type Keyed = { readonly kind: "keyed" };
/** A resend gets this error if the first request was carried out; `result` is then the answer. */
type DoneWhen = { readonly kind: "done-when"; readonly error: ErrorDescriptor; readonly result: unknown };
/** Unknown; sent once. */
type Never = { readonly kind: "never" };

/** How a request may be resent after its answer was lost. */
export type Repetition = Harmless | Keyed | DoneWhen | Never;

/** A message without fields has every name as a key. */
type FieldsOf<P> = string extends keyof P ? never : keyof P;

type RuleOf<P> = "idempotencyKey" extends FieldsOf<P> ? Keyed : Harmless | DoneWhen;

type RepetitionTable = {
  readonly [M in keyof InteractiveMethods]: RuleOf<InteractiveMethods[M]["params"]>;
};

const harmless: Harmless = { kind: "harmless" };
const keyed: Keyed = { kind: "keyed" };
const never: Never = { kind: "never" };

/** Rules of all methods. A method that takes a key must be `keyed`. */
const repetitions: RepetitionTable = {
  startSession: keyed,
  forkSession: keyed,
  attachSession: harmless,
  detachSession: harmless,
  stopSession: keyed,
  deleteSession: {
    kind: "done-when",
    error: interactive.errors.SessionNotFound as ErrorDescriptor,
    result: {},
  },
  updateSession: keyed,
  getSession: harmless,
  listSessions: harmless,
  getHistory: harmless,
  sendUserMessage: keyed,
  compactSession: keyed,
  retryTurn: keyed,
  cancelTurn: keyed,
  pauseSession: keyed,
  resumeSession: keyed,
  listTools: harmless,
  listToolServers: harmless,
  offerTools: harmless,
  provideToolResult: keyed,
  decideToolCall: keyed,
  listGrants: harmless,
  revokeGrant: keyed,
  askAnswer: keyed,
  startPlan: keyed,
  pausePlan: keyed,
  resumePlan: keyed,
  stopPlan: keyed,
  getPlan: harmless,
  shareSession: keyed,
  unshareSession: keyed,
  authenticate: harmless,
  listModels: harmless,
  searchSessions: harmless,
  listPrompts: harmless,
  getPrompt: harmless,
};

const byFullName: ReadonlyMap<string, Repetition> = new Map(
  Object.entries(interactive.methods).map(([name, { fullName }]) => [
    fullName,
    repetitions[name as keyof InteractiveMethods],
  ]),
);

/** Returns the rule of a method by its full name. Methods of other contracts are never resent. */
export function repetitionOf(fullName: string): Repetition {
  return byFullName.get(fullName) ?? never;
}

/** Whether the error of a resend shows that an earlier request was carried out. */
export function saysDone(repetition: Repetition, error: unknown): repetition is DoneWhen {
  return repetition.kind === "done-when" && isRpcError(error, repetition.error);
}

/** Adds a key to the params unless the caller has set one. */
export function withIdempotencyKey(params: unknown, createKey: () => string): unknown {
  const given = params as { readonly idempotencyKey?: string };
  return given.idempotencyKey === undefined ? { ...given, idempotencyKey: createKey() } : given;
}
