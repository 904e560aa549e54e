// Generated from audit.def by `aiwhisperer def build`. Do not edit.

import * as rpc from "@aiwhisperer/protocol/rpc";

/** One line of the audit log. */
export interface AuditEntry {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: number;
  readonly sessionId: string;
  /** Sequence of the session's event that the line is about. */
  readonly sequence: number;
  /** Name of the engine's event, such as `ai_loop.tool_call.identified`. */
  readonly event: string;
  /** What is worth keeping of it. */
  readonly details: { readonly [key: string]: unknown };
}

/** Returns the newest lines, oldest first. */
export interface TailRequest {
  /** Default 20. */
  readonly lines?: number;
  /** Only those of one session. */
  readonly sessionId?: string;
}

export interface TailResponse {
  readonly entries: readonly AuditEntry[];
}

/** Whether a value is a valid `AuditEntry`. */
export function isAuditEntry(value: unknown): value is AuditEntry {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof AuditEntry]?: unknown } = value;
  const $at = object.at;
  if (typeof $at !== "number" || !Number.isSafeInteger($at) || $at < 0 || !Object.hasOwn(object, "at")) return false;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $event = object.event;
  if (typeof $event !== "string" || !Object.hasOwn(object, "event")) return false;
  const $details = object.details;
  if (!isAuditEntry$details($details) || !Object.hasOwn(object, "details")) return false;
  return true;
}

function isAuditEntry$details(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return true;
}

/** Whether a value is a valid `TailRequest`. */
export function isTailRequest(value: unknown): value is TailRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof TailRequest]?: unknown } = value;
  const $lines = object.lines;
  if ($lines !== undefined && (typeof $lines !== "number" || !Number.isSafeInteger($lines) || $lines < 1 || $lines > 1000) && Object.hasOwn(object, "lines")) return false;
  const $sessionId = object.sessionId;
  if ($sessionId !== undefined && (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128) && Object.hasOwn(object, "sessionId")) return false;
  return true;
}

/** Whether a value is a valid `TailResponse`. */
export function isTailResponse(value: unknown): value is TailResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof TailResponse]?: unknown } = value;
  const $entries = object.entries;
  if (!isTailResponse$entries($entries) || !Object.hasOwn(object, "entries")) return false;
  return true;
}

function isTailResponse$entries(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (!isAuditEntry(item)) return false;
  }
  return true;
}

export const schemaOfAuditEntry: rpc.MessageSchema = {
  name: "AuditEntry",
  fields: [
    { name: "at", type: { kind: "int", min: 0 }, optional: false },
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "event", type: { kind: "string" }, optional: false },
    { name: "details", type: { kind: "map", value: { kind: "json" } }, optional: false },
  ],
};

export const schemaOfTailRequest: rpc.MessageSchema = {
  name: "TailRequest",
  fields: [
    { name: "lines", type: { kind: "int", min: 1, max: 1000 }, optional: true },
    { name: "sessionId", type: { kind: "string", min: 1, max: 128 }, optional: true },
  ],
};

export const schemaOfTailResponse: rpc.MessageSchema = {
  name: "TailResponse",
  fields: [
    { name: "entries", type: { kind: "array", item: { kind: "message", to: () => schemaOfAuditEntry, recursive: false } }, optional: false },
  ],
};

/** Params and result of each method of Audit, by bare name. */
export type AuditMethods = {
  /** Returns the newest lines, oldest first. */
  readonly tail: { readonly params: TailRequest; readonly result: TailResponse };
};

/** Params of each notification of Audit, by name. */
export type AuditNotifications = Record<never, never>;

/** Data of each error of Audit, by name. */
export type AuditErrors = Record<never, never>;

/** An audit log: what tools did, who allowed it, and what became of every turn. */
export const audit: rpc.Contract<AuditMethods, AuditNotifications, AuditErrors> = {
  namespace: "Audit",
  methods: {
    tail: {
      name: "tail",
      fullName: "audit.tail",
      params: rpc.createValidator(isTailRequest, schemaOfTailRequest),
      result: rpc.createValidator(isTailResponse, schemaOfTailResponse),
      raises: [],
    },
  },
  notifications: {},
  errors: {},
};
