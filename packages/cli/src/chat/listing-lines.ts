import type { ModelInfo, SessionSummary } from "@aiwhisperer/client";
import {
  type Confinement,
  type Grant,
  type PromptInfo,
  ToolEffect,
  type ToolInfo,
  ToolPolicy,
} from "@aiwhisperer/protocol";
import { oneLine, type TextStyle, withVisibleControls } from "../terminal/terminal-text.ts";

const EFFECTS: Readonly<Record<ToolEffect, string>> = {
  [ToolEffect.Read]: "reads",
  [ToolEffect.Write]: "writes",
  [ToolEffect.Execute]: "executes",
};

const POLICIES: Readonly<Record<ToolPolicy, string>> = {
  [ToolPolicy.Allow]: "runs without asking",
  [ToolPolicy.Ask]: "asks",
  [ToolPolicy.Deny]: "is refused",
};

/** A session of a listing under its number there. */
export function sessionLine(
  { title, updatedAt, model, activeTurnId, pendingApprovals, pendingQuestions }: SessionSummary,
  { number, isOpen }: { readonly number: number; readonly isOpen: boolean },
  style: TextStyle,
): string {
  const time = new Date(updatedAt).toLocaleString("sv-SE", { dateStyle: "short", timeStyle: "short" });
  const asking = pendingQuestions === undefined ? "" : "  waits for an answer";
  const waiting = pendingApprovals === undefined ? asking : "  waits for a decision";
  const running = activeTurnId === undefined ? "" : waiting || "  answering";
  const name = oneLine(title, 48) || "(empty)";
  return `${isOpen ? "*" : " "}${String(number).padStart(3)}  ${time}  ${name}  ${style.dim(oneLine(model, 200))}${running}`;
}

/** A grant of a listing under its number there. */
export function grantLines(
  { toolName, label, text, since, grantedBy, expiresAt }: Grant,
  number: number,
  style: TextStyle,
): readonly string[] {
  const date = (at: number): string =>
    new Date(at).toLocaleString("sv-SE", { dateStyle: "short", timeStyle: "short" });
  const end = expiresAt === undefined ? "as long as the session" : `until ${date(expiresAt)}`;
  const name = oneLine(withVisibleControls(`${toolName}: ${label}`), 120);
  const origin = `by ${oneLine(withVisibleControls(grantedBy), 48)} on ${date(since)}, ${end}`;
  return [
    `  ${String(number).padStart(3)}  ${name}  ${style.dim(origin)}`,
    style.dim(`       ${oneLine(withVisibleControls(text), 400)}`),
  ];
}

/** A model of a listing. */
export function modelLine(
  { model, usable, isDefault, reason = "cannot be used" }: ModelInfo,
  style: TextStyle,
): string {
  const name = oneLine(model.endsWith(":") ? `${model}MODEL` : model, 208).padEnd(24);
  return usable
    ? `  ${name} ${isDefault ? "default" : ""}`.trimEnd()
    : style.dim(`  ${name} ${oneLine(reason, 200)}`);
}

/** A tool of a listing: what it may do, what happens before it runs, and where it comes from. */
export function toolLine(
  { name, effect, policy, source, usable, reason = "cannot be used", confinement }: ToolInfo,
  style: TextStyle,
): string {
  const shown = oneLine(name, 128).padEnd(24);
  if (!usable) return style.dim(`  ${shown} ${oneLine(reason, 200)}`);
  const confined = confinement === undefined ? "" : `  ${confinementMark(confinement, style)}`;
  return `  ${shown} ${EFFECTS[effect].padEnd(8)}  ${POLICIES[policy].padEnd(19)}  ${style.dim(oneLine(source, 128))}${confined}`;
}

function confinementMark({ sandbox, network }: Confinement, style: TextStyle): string {
  if (sandbox === undefined) return style.warning("not confined");
  return style.dim(`in ${oneLine(sandbox, 128)}${network ? " with the network" : ""}`);
}

/** A prompt of a listing, with the values that it takes: those in brackets may be left out. */
export function promptLine(
  { name, title, description = title ?? "", arguments: declared }: PromptInfo,
  style: TextStyle,
): string {
  const values = declared.map((each) => (each.required ? `${each.name}=` : `[${each.name}=]`));
  const usage = oneLine([name, ...values].join(" "), 200);
  return `  ${usage.padEnd(24)} ${style.dim(oneLine(description, 120))}`.trimEnd();
}
