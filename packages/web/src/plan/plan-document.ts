import type { Plan } from "@aiwhisperer/protocol";

/** A place in a plan's document that is wrong, and why. */
export interface PlanFault {
  /** Such as `/tasks/2/dependsOn/0`; empty where the whole document is meant. */
  readonly path: string;
  readonly message: string;
}

/** A plan's document as far as it can be read here: the server checks what it means. */
export type PlanDocument =
  | { readonly plan: Plan; readonly faults?: undefined }
  | { readonly plan?: undefined; readonly faults: readonly PlanFault[] };

/** Reads a plan from its JSON text. A document that has the plan under `plan` is taken for that. */
export function readPlanDocument(text: string): PlanDocument {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return faulty("A plan is a JSON object with a name and tasks.");
    // Its shape is checked with the request, by the contract's own validator.
    return { plan: (isObject(value.plan) ? value.plan : value) as unknown as Plan };
  } catch (error) {
    if (error instanceof SyntaxError) return faulty(`This is not JSON: ${error.message}`);
    throw error;
  }
}

/** Reads the faults from the data of a refused `startPlan` (-32602). Paths are those of the document. */
export function toPlanFaults(data: unknown): readonly PlanFault[] {
  if (!isObject(data) || !Array.isArray(data.errors)) return [];
  return data.errors.flatMap((fault: unknown) => {
    if (!isObject(fault) || typeof fault.message !== "string") return [];
    const path = typeof fault.path === "string" ? fault.path : "";
    return [{ path: path.replace(/^\/plan(?=\/|$)/, ""), message: fault.message }];
  });
}

function faulty(message: string): PlanDocument {
  return { faults: [{ path: "", message }] };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
