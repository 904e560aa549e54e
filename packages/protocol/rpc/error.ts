import { type ErrorDescriptor, type Fault, listFaults } from "./contract.ts";

/** Error codes that the specification reserves (JSON-RPC 2.0 section 5.1). */
export const errorCode = {
  /** The text is not JSON. */
  parseError: -32700,
  /** The JSON is not a request. */
  invalidRequest: -32600,
  /** No such method. */
  methodNotFound: -32601,
  /** The params break the method's declaration; `data.errors` has each fault. */
  invalidParams: -32602,
  /** The fault is this side's own; `data.correlationId` finds it in the log. */
  internalError: -32603,
  /** First of the codes that an implementation defines itself, -32000 down to -32099. */
  serverError: -32000,
} as const;

/** Wire form of an error (section 5.1). */
export interface ErrorObject {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

/** Data of an error with code -32602. */
export interface InvalidParamsData {
  readonly errors: readonly Fault[];
}

/** What an `RpcError` may have beside its code and message. */
export interface RpcErrorDetails<D> {
  readonly data?: D;
  /** What led to it; stays on this side. */
  readonly cause?: unknown;
  /** Whether the other side answered with it. */
  readonly isRemote?: boolean;
}

/**
 * A request's failure as both sides know it. A handler throws one to answer with it; a request rejects with
 * one when it was answered so. One that the other side answered with is not passed on when a handler lets it
 * through.
 */
export class RpcError<D = unknown> extends Error {
  override readonly name = "RpcError";
  readonly code: number;
  readonly data: D;
  readonly isRemote: boolean;

  constructor(code: number, message: string, details: RpcErrorDetails<D> = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.data = details.data as D;
    this.isRemote = details.isRemote ?? false;
  }
}

/** A declared error, ready to be thrown. The message defaults to the declared one. */
export function rpcError<D>(
  descriptor: ErrorDescriptor<D>,
  data: D,
  message = descriptor.message,
): RpcError<D> {
  return new RpcError(descriptor.code, message, { data });
}

/** Whether something caught is this declared error with the data that its declaration promises. */
export function isRpcError<D>(error: unknown, descriptor: ErrorDescriptor<D>): error is RpcError<D> {
  if (!(error instanceof RpcError) || error.code !== descriptor.code) return false;
  return descriptor.data === undefined || descriptor.data.is(error.data);
}

/**
 * The error that a request is answered with when its handler threw `thrown`: itself where it was meant for
 * the other side, otherwise -32603 with a correlation id and `thrown` as its cause.
 */
export function toRpcError(thrown: unknown, newCorrelationId: () => string): RpcError {
  if (thrown instanceof RpcError && !thrown.isRemote) return thrown;
  const data = { correlationId: newCorrelationId() };
  return new RpcError(errorCode.internalError, "Internal error", { data, cause: thrown });
}

/**
 * Error for params that break their declaration. Its message names the first fault: what is expected, and
 * what was found.
 */
export function invalidParams(faults: readonly Fault[]): RpcError<InvalidParamsData> {
  const [first] = faults;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : "";
  const text = first === undefined ? "" : `: ${listFaults([first])}${more}`;
  return new RpcError(errorCode.invalidParams, `Invalid params${text}`, { data: { errors: faults } });
}

/** Wire form of the error for a text that is not JSON. */
export const parseError: ErrorObject = { code: errorCode.parseError, message: "Parse error" };

/** Wire form of the error for a value that is not a request. */
export function invalidRequest(reason: string): ErrorObject {
  return { code: errorCode.invalidRequest, message: "Invalid Request", data: { reason } };
}

/** Wire form of the error for a method that does not exist. A long name is cut. */
export function methodNotFound(method: string): ErrorObject {
  return {
    code: errorCode.methodNotFound,
    message: "Method not found",
    data: { method: method.slice(0, 200) },
  };
}

/** Writes an error's wire form. */
export function toErrorObject(error: RpcError): ErrorObject {
  const { code, message, data } = error;
  return data === undefined ? { code, message } : { code, message, data };
}

/** Reads an error's wire form; undefined where the value is none. */
export function parseErrorObject(value: unknown): ErrorObject | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { code, message, data } = value as Readonly<Record<string, unknown>>;
  if (!Number.isInteger(code) || typeof message !== "string") return undefined;
  return data === undefined ? { code: code as number, message } : { code: code as number, message, data };
}

/** The error that the other side answered with. */
export function fromErrorObject({ code, message, data }: ErrorObject): RpcError {
  return new RpcError(code, message, { data, isRemote: true });
}
