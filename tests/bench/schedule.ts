import type { Subject } from "./subjects/subject.ts";
import type { Workload } from "./workloads/workload.ts";

/** One workload done once by one subject, in a process of its own. */
export interface Performance {
  readonly round: number;
  readonly workload: Workload;
  readonly subject: Subject;
}

/**
 * Everything that is to be done, round by round: whatever disturbs the machine for a while disturbs all
 * subjects alike. Their order turns with every round, so that none is always the first.
 */
export function planRounds(
  rounds: number,
  workloads: readonly Workload[],
  subjects: readonly Subject[],
): readonly Performance[] {
  return Array.from({ length: rounds }, (_, round) => {
    const order = round % 2 === 0 ? subjects : subjects.toReversed();
    return workloads.flatMap((workload) =>
      order
        .filter(({ kind }) => workload.takes.includes(kind))
        .map((subject) => ({ round, workload, subject })),
    );
  }).flat();
}
