import { bursts } from "./bursts.ts";
import { coldStart } from "./cold-start.ts";
import { growthInEvents, growthInSessions } from "./growth.ts";
import { idle } from "./idle.ts";
import { paced } from "./paced.ts";
import { replay } from "./replay.ts";
import { requests } from "./requests.ts";
import { screens } from "./screens.ts";
import { silent } from "./silent.ts";
import type { Workload } from "./workload.ts";

/** Every workload, in the order in which they are run and reported. */
export const WORKLOADS: readonly Workload[] = [
  requests,
  bursts,
  paced,
  screens,
  idle,
  silent,
  replay,
  coldStart,
  growthInSessions,
  growthInEvents,
];
