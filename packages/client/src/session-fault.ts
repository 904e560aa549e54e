import { interactive, RequestFailure, RpcError } from "@aiwhisperer/protocol";
import { ConnectionLostError } from "./client-error.ts";
import type { SessionFault } from "./session-state.ts";

/** The form of any failed call that a screen can show. */
export function toSessionFault(error: unknown): SessionFault {
  return { code: faultCode(error), message: error instanceof Error ? error.message : String(error) };
}

function faultCode(error: unknown): string {
  if (error instanceof ConnectionLostError) return "connection_lost";
  if (error instanceof RequestFailure) return error.reason === "timeout" ? "timeout" : "invalid_answer";
  if (error instanceof RpcError) return declaredName(error.code) ?? "rpc_error";
  return "unexpected";
}

function declaredName(code: number): string | undefined {
  return Object.values(interactive.errors).find((descriptor) => descriptor.code === code)?.name;
}
