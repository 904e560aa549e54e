import { aiwhisperer, aiwhispererInMemory } from "./aiwhisperer.ts";
import type { Subject } from "./subject.ts";

/** Everything that can be measured, this project's server first. */
export const SUBJECTS: readonly Subject[] = [aiwhisperer, aiwhispererInMemory];
