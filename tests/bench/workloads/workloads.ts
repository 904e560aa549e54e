import { bursts } from "./bursts.ts";
import { paced } from "./paced.ts";
import { requests } from "./requests.ts";
import type { Workload } from "./workload.ts";

/** Every workload, in the order in which they are run and reported. */
export const WORKLOADS: readonly Workload[] = [requests, bursts, paced];
