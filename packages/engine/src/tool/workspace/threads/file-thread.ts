import { parentPort } from "node:worker_threads";
import { deadlineIn } from "../../../kit/deadline.ts";
import type { Workspace } from "../kit/workspace.ts";
import { WorkspaceFault } from "../kit/workspace-fault.ts";
import { doFileWork, type FileWork, type FileWorkOutcome } from "./file-work.ts";

/** The work of a thread and its workspace. */
export interface FileWorkOrder {
  readonly workspace: Workspace;
  readonly work: FileWork;
}

/** What a thread answers each order with. */
export type FileWorkAnswer = { readonly outcome: FileWorkOutcome } | { readonly fault: string };

const port = parentPort;
if (port === null) throw new Error("this module is the body of a thread");

port.on("message", (order: FileWorkOrder) => port.postMessage(answer(order)));
port.postMessage("ready");

/** What is no fault ends the thread with that error. */
function answer({ workspace, work }: FileWorkOrder): FileWorkAnswer {
  try {
    return { outcome: doFileWork(workspace, work, deadlineIn(workspace.limits.fileTimeoutMs)) };
  } catch (error) {
    if (error instanceof WorkspaceFault) return { fault: error.message };
    throw error;
  }
}
