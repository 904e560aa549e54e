import { resolve } from "node:path";
import type { Client, PlanHandle } from "@aiwhisperer/client";
import { Command } from "commander";
import { askServer } from "../archive/ask-server.ts";
import type { CommandHost } from "../kit/command-host.ts";
import { findPlan } from "../plan/find-plan.ts";
import { followPlan } from "../plan/follow-plan.ts";
import { readPlanFile } from "../plan/read-plan-file.ts";
import { runPlan } from "../plan/run-plan.ts";
import { showPlan } from "../plan/show-plan.ts";
import type { ApproveRule } from "../tool/approval-answer.ts";
import { approveOption } from "./approve-option.ts";

interface PlanFlags {
  readonly url?: string;
  readonly approve?: ApproveRule;
  readonly detach?: boolean;
  readonly follow?: boolean;
  readonly json?: boolean;
}

const FOOTER = `
A plan is a JSON file: {"name": "…", "tasks": [{"id": "…", "kind": "ai_interaction", "instructions": "…"}, …]}. docs/protocol-reference.md has every field (Plan, PlanTask).
It runs in the server, also after the terminal is closed.

  aiwhisperer plan run plan.json       ends with 0 when it is completed, with 1 when it has failed, with 130 after Ctrl-C
  aiwhisperer plan status plan.json    status of the newest run of that file`;

const PLAN_ARGUMENT = "id of the plan, or the file that it was started from";

/** `aiwhisperer plan`: runs plans and looks after them. */
export function planCommand(host: CommandHost, end: (exitCode: number) => void): Command {
  return new Command("plan")
    .description("run plans of several tasks, and look after them")
    .addHelpText("after", FOOTER)
    .addCommand(runCommand(host, end))
    .addCommand(statusCommand(host, end))
    .addCommand(steerCommand(host, { name: "pause", steer: (plan) => plan.pause(), done: "is paused" }))
    .addCommand(steerCommand(host, { name: "resume", steer: (plan) => plan.resume(), done: "is resumed" }))
    .addCommand(steerCommand(host, { name: "stop", steer: (plan) => plan.stop(), done: "is stopped" }));
}

function runCommand(host: CommandHost, end: (exitCode: number) => void): Command {
  return withServer(new Command("run"))
    .description("run a plan, with its progress; Ctrl-C stops the plan, a second one leaves it at once")
    .argument("<file>", "the plan")
    .option("--detach", "write the plan's id, and leave the plan to the server")
    .addOption(approveOption())
    .action(async (file: string, { url, approve: rule, detach: isDetached = false }: PlanFlags) => {
      const plan = await readPlanFile(resolve(host.cwd, file));
      const options = { plan, file, isDetached, rule };
      end(await askServer(url, host, (client) => runPlan(client, options, host)));
    });
}

function statusCommand(host: CommandHost, end: (exitCode: number) => void): Command {
  return withServer(new Command("status"))
    .description("tell how a plan and its tasks stand, and what they gave")
    .argument("<plan>", PLAN_ARGUMENT)
    .option("--follow", "show it until it has ended, as run does")
    .option("--json", "write everything as JSON, results whole")
    .addOption(approveOption())
    .action(async (name: string, { url, approve: rule, follow = false, json = false }: PlanFlags) => {
      await askServer(url, host, async (client) => {
        const handle = await openPlan(client, name, host);
        const plan = await handle.get();
        if (follow) end(await followPlan({ client, handle, rule }, host));
        else showPlan(plan, json, host);
      });
    });
}

function steerCommand(
  host: CommandHost,
  {
    name,
    steer,
    done,
  }: { readonly name: string; steer(plan: PlanHandle): Promise<void>; readonly done: string },
): Command {
  return withServer(new Command(name))
    .description(`${name} a plan`)
    .argument("<plan>", PLAN_ARGUMENT)
    .action(async (plan: string, { url }: PlanFlags) => {
      await askServer(url, host, async (client) => {
        const handle = await openPlan(client, plan, host);
        await steer(handle);
        host.stderr.write(`Plan ${handle.planId} ${done}.\n`);
      });
    });
}

function withServer(command: Command): Command {
  return command.option("--url <address>", "address of the server (default: as for chat)");
}

async function openPlan(client: Client, name: string, { cwd }: CommandHost): Promise<PlanHandle> {
  return client.plan(await findPlan(client, name, cwd));
}
