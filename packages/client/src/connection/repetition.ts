import {
  type ErrorDescriptor,
  type InteractiveMethods,
  interactive,
  isRpcError,
} from "@aiwhisperer/protocol";

/** Doing it twice is doing it once. */
type Harmless = { readonly kind: "harmless" };
/** Its idempotency key makes twice once. */
type Keyed = { readonly kind: "keyed" };
/** The error is what a second sending gets after a first one that was carried out; `result` is then the answer. */
type DoneWhen = { readonly kind: "done-when"; readonly error: ErrorDescriptor; readonly result: unknown };
/** Nothing is known of it: it is sent once. */
type Never = { readonly kind: "never" };

/** What sending a request again means where the answer to the first sending is not known. */
export type Repetition = Harmless | Keyed | DoneWhen | Never;

/** A message without fields has every name for a key. */
type FieldsOf<P> = string extends keyof P ? never : keyof P;

type RuleOf<P> = "idempotencyKey" extends FieldsOf<P> ? Keyed : Harmless | DoneWhen;

type RepetitionTable = {
  readonly [M in keyof InteractiveMethods]: RuleOf<InteractiveMethods[M]["params"]>;
};

const harmless: Harmless = { kind: "harmless" };
const keyed: Keyed = { kind: "keyed" };
const never: Never = { kind: "never" };

/** Every method of the contract has its rule here; one that takes a key can have no other. */
const repetitions: RepetitionTable = {
  startSession: keyed,
  attachSession: harmless,
  detachSession: harmless,
  stopSession: keyed,
  deleteSession: {
    kind: "done-when",
    error: interactive.errors.SessionNotFound as ErrorDescriptor,
    result: {},
  },
  getSession: harmless,
  listSessions: harmless,
  getHistory: harmless,
  sendUserMessage: keyed,
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
  listPrompts: harmless,
  getPrompt: harmless,
};

const byFullName: ReadonlyMap<string, Repetition> = new Map(
  Object.entries(interactive.methods).map(([name, { fullName }]) => [
    fullName,
    repetitions[name as keyof InteractiveMethods],
  ]),
);

/** What is known of a method by its full name. Of other contracts' methods nothing is. */
export function repetitionOf(fullName: string): Repetition {
  return byFullName.get(fullName) ?? never;
}

/** Whether the error of a repeated request says that an earlier sending was carried out. */
export function saysDone(repetition: Repetition, error: unknown): repetition is DoneWhen {
  return repetition.kind === "done-when" && isRpcError(error, repetition.error);
}

/** The params with a key, unless the caller has given one. */
export function withIdempotencyKey(params: unknown, createKey: () => string): unknown {
  const given = params as { readonly idempotencyKey?: string };
  return given.idempotencyKey === undefined ? { ...given, idempotencyKey: createKey() } : given;
}
