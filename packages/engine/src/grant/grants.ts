import type { Grant, ToolDefinitionPart } from "@aiwhisperer/protocol";
import { sortMembers } from "../kit/json/json-value.ts";
import type { ToolDescription, ToolSubject } from "../tool/tool.ts";
import { coversCommand } from "./command-scope.ts";
import { defineTool } from "./tool-definition.ts";

/** A grant of a session, with the definition of its tool that the person saw. */
export interface StoredGrant {
  readonly grant: Grant;
  readonly definition: readonly ToolDefinitionPart[];
}

/** The grants of a session by id, the oldest first. */
export type Grants = ReadonlyMap<string, StoredGrant>;

/**
 * Adds a grant. It replaces one of the same scope and tool, and removes those that had expired when it was
 * made.
 */
export function addGrant(grants: Map<string, StoredGrant>, added: StoredGrant): void {
  for (const [grantId, { grant }] of grants) {
    if (isExpired(grant, added.grant.since) || isSameGrant(grant, added.grant)) grants.delete(grantId);
  }
  grants.set(added.grant.grantId, added);
}

/** The grants that are in force at that time. */
export function grantsInForce(grants: Grants, now: number): readonly Grant[] {
  return [...grants.values()].flatMap(({ grant }) => (isExpired(grant, now) ? [] : [grant]));
}

/** A call that may be covered by a grant. */
export interface GrantedCall {
  readonly tool: ToolDescription;
  readonly subject: ToolSubject | undefined;
}

/** Whether grants in force cover a call: those of its tool, as the tool is defined now. */
export function isCovered(grants: Grants, { tool, subject }: GrantedCall, now: number): boolean {
  const own = grantsInForce(grants, now).filter(({ toolName }) => toolName === tool.name);
  if (own.length === 0) return false;
  const { hash } = defineTool(tool);
  return coversSubject(
    own.filter(({ definitionHash }) => definitionHash === hash),
    subject,
  );
}

/** Whether these grants of a tool cover a call about that. */
export function coversSubject(grants: readonly Grant[], subject: ToolSubject | undefined): boolean {
  const scopes = grants.map(({ scope }) => scope);
  if (scopes.some(({ type }) => type === "tool")) return true;
  switch (subject?.kind) {
    case "command":
      return coversCommand(scopes, subject);
    case "path":
      return scopes.some(({ type, path }) => type === "path" && path === subject.path);
    case undefined:
      return false;
  }
}

/**
 * The newest grant of a tool in force that was made for another definition of it, where none was made for
 * this one.
 */
export function outdatedGrant(grants: Grants, tool: ToolDescription, now: number): StoredGrant | undefined {
  const own = [...grants.values()].filter(
    ({ grant }) => grant.toolName === tool.name && !isExpired(grant, now),
  );
  if (own.length === 0) return undefined;
  const { hash } = defineTool(tool);
  return own.some(({ grant }) => grant.definitionHash === hash) ? undefined : own.at(-1);
}

function isExpired({ expiresAt }: Grant, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}

/** Whether two grants are for the same tool and scope. */
export function isSameGrant(one: Grant, other: Grant): boolean {
  return one.toolName === other.toolName && keyOf(one) === keyOf(other);
}

function keyOf({ scope }: Grant): string {
  return JSON.stringify(sortMembers(scope));
}
