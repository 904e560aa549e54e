import type { StepRequest } from "@aiwhisperer/engine";
import { type Plan, TaskStatus } from "@aiwhisperer/protocol";
import { hang, said } from "../support/scripted-model.ts";

export const { Pending, Running, Completed, Failed, Skipped, Paused } = TaskStatus;

export const task = (id: string, more: Partial<Plan["tasks"][number]> = {}): Plan["tasks"][number] => ({
  id,
  kind: "ai_interaction",
  instructions: `do ${id}.`,
  ...more,
});

export async function* hanging(request: StepRequest) {
  yield said("half");
  await hang(request);
}

export async function* failing() {
  yield {
    type: "fault",
    fault: { code: "provider_error", message: "No luck.", retryable: false },
  } as const;
}
