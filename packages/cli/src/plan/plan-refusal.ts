import { CommandFailure } from "../kit/command-failure.ts";
import { faultsOf } from "../terminal/failure-text.ts";

/**
 * Why a server refused a plan, each fault with its place in the plan's file; any other error is given back as
 * it is.
 */
export function toPlanRefusal(error: unknown, file: string): unknown {
  const faults = faultsOf(error);
  if (faults.length === 0) return error;
  // The plan is a part of the request that starts it.
  const lines = faults.map(
    ({ path, message }) => `${file}: ${path.replace(/^\/plan(?=\/|$)/, "")}: ${message}`,
  );
  return new CommandFailure(lines.join("\n"), { cause: error });
}
