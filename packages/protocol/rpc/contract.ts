/**
 * What the `.def` compiler generates for a namespace, as the JSON-RPC peer reads it: tables of methods,
 * notifications and errors. The type parameters carry the message types, so that implementing and calling a
 * contract is checked by the compiler.
 */

/** One way in which a value breaks its declaration. */
export interface Fault {
  /**
   * JSON Pointer (RFC 6901) to the faulty value inside the params or the result; empty for the value itself.
   */
  readonly path: string;
  /** What is expected there, and what was found. */
  readonly message: string;
}

/** Faults in one line, for people. */
export function listFaults(faults: readonly Fault[]): string {
  return faults.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)).join("; ");
}

/** Checks one declared message. */
export interface Validator<T> {
  /** Whether the value has the declared shape. Never throws. Fields that are not declared are allowed. */
  is(value: unknown): value is T;
  /**
   * Every fault of the value; empty exactly when `is` holds. Slower than `is`: call it after `is` has said
   * no.
   */
  faults(value: unknown): Fault[];
}

/** A method as its `XRequest` and `XResponse` declare it. */
export interface MethodDescriptor<P = unknown, R = unknown> {
  /** Bare name, `startSession`. */
  readonly name: string;
  /** Name with the namespace, `interactive.startSession`. */
  readonly fullName: string;
  readonly params: Validator<P>;
  readonly result: Validator<R>;
  /** Names of the declared errors it may raise. */
  readonly raises: readonly string[];
  /** What to use instead, when the method is deprecated. */
  readonly deprecated?: string;
}

/** A notification of the server as its `XNotification` declares it. */
export interface NotificationDescriptor<P = unknown> {
  /** Wire name, `AIMessageChunkNotification`. */
  readonly name: string;
  readonly params: Validator<P>;
  readonly deprecated?: string;
}

/** A declared error. */
export interface ErrorDescriptor<D = unknown> {
  readonly name: string;
  /** JSON-RPC error code. */
  readonly code: number;
  /** Default text for people. */
  readonly message: string;
  /** Whether the same request may succeed later without being changed. */
  readonly retry: boolean;
  /** Checks `error.data`; absent where the declaration has no fields. */
  readonly data?: Validator<D>;
}

/** Method types by bare name. */
export type MethodTypes = { readonly [name: string]: { readonly params: unknown; readonly result: unknown } };
/** Notification types by wire name. */
export type NotificationTypes = { readonly [name: string]: unknown };
/** Types of error data by error name; `undefined` where an error has none. */
export type ErrorTypes = { readonly [name: string]: unknown };

/** A namespace of a `.def` file at run time. */
export interface Contract<
  M extends MethodTypes = MethodTypes,
  N extends NotificationTypes = NotificationTypes,
  E extends ErrorTypes = ErrorTypes,
> {
  /** Name of the namespace as declared, `Interactive`. */
  readonly namespace: string;
  readonly methods: { readonly [K in keyof M]: MethodDescriptor<M[K]["params"], M[K]["result"]> };
  readonly notifications: { readonly [K in keyof N]: NotificationDescriptor<N[K]> };
  readonly errors: { readonly [K in keyof E]: ErrorDescriptor<E[K]> };
}

/** Method types of a contract, by bare name. */
export type MethodsOf<C> = C extends Contract<infer M, infer _N, infer _E> ? M : never;
/** Notification types of a contract, by wire name. */
export type NotificationsOf<C> = C extends Contract<infer _M, infer N, infer _E> ? N : never;
/** Error data types of a contract, by error name. */
export type ErrorsOf<C> = C extends Contract<infer _M, infer _N, infer E> ? E : never;
