import type { EngineLimits } from "../kit/limits.ts";

/** The reason why a turn is not resumed again, or ended after it was. */
export function blockedLoopText({ maxLoopBlockMs }: Pick<EngineLimits, "maxLoopBlockMs">): string {
  return `The server did not respond for more than ${maxLoopBlockMs / 1000} s while this turn ran (limit maxLoopBlockMs). It was resumed once and is not resumed again. Send the message again to try once more.`;
}
