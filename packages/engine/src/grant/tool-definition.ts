import { createHash } from "node:crypto";
import { revealHidden, type ToolChange, type ToolDefinitionPart } from "@aiwhisperer/protocol";
import { sortMembers } from "../kit/json/json-value.ts";
import { isDeeperThan } from "../kit/json/measure-json.ts";
import type { ToolDescription } from "../tool/tool.ts";

/** What a person who allows a tool relies on: the tool's definition in parts, and the hash of the whole. */
export interface ToolDefinition {
  readonly hash: string;
  readonly parts: readonly ToolDefinitionPart[];
}

/** UTF-16 units of a part that are kept to say later what has changed. */
const MAX_PART = 4_000;
/** Deeper schemas are not applied and not sent to models. */
const MAX_DEPTH = 512;

/** The definition of a tool as it is now. */
export function defineTool({
  name,
  description,
  inputSchema,
  effect,
  hints = {},
}: ToolDescription): ToolDefinition {
  const parts = [
    { part: "description", ...toPart(String(description)) },
    { part: "schema", ...schemaPart(inputSchema) },
    { part: "effect", ...toPart(String(effect)) },
    { part: "hints", ...toPart(textOf(hints)) },
  ];
  return { hash: hashOf(JSON.stringify([name, ...parts.map(({ hash }) => hash)])), parts };
}

/** What has changed between two definitions of a tool, for people. */
export function changesBetween(
  before: readonly ToolDefinitionPart[],
  { parts }: ToolDefinition,
): readonly ToolChange[] {
  return parts.flatMap(({ part, hash, text }) => {
    const old = before.find((each) => each.part === part);
    if (old === undefined || old.hash === hash) return [];
    const remark = old.text === text ? `\n(The change is behind the first ${MAX_PART} characters.)` : "";
    return [{ part, before: revealHidden(old.text), after: revealHidden(text) + remark }];
  });
}

/** A schema can be long and is compared often. It is not changed in place: a source lists a new one. */
const schemaParts = new WeakMap<object, PartText>();

function schemaPart(schema: object): PartText {
  if (typeof schema !== "object" || schema === null) return toPart(String(schema));
  const part = schemaParts.get(schema) ?? toPart(textOf(schema));
  schemaParts.set(schema, part);
  return part;
}

type PartText = Omit<ToolDefinitionPart, "part">;

function toPart(text: string): PartText {
  return { hash: hashOf(text), text: cut(text) };
}

function textOf(value: object): string {
  return isDeeperThan(value, MAX_DEPTH) ? "nested too deep" : (JSON.stringify(sortMembers(value)) ?? "null");
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function cut(text: string): string {
  return text.length > MAX_PART ? `${text.slice(0, MAX_PART - 1)}…`.toWellFormed() : text.toWellFormed();
}
