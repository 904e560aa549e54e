import { resolve } from "node:path";
import { implement } from "@aiwhisperer/protocol";
import type { Connection, Plugin } from "@aiwhisperer/server";
import { AUDITED, toEntry } from "./audit-entry.ts";
import { AuditFile } from "./audit-file.ts";
import { auditOpenrpc } from "./gen/audit.openrpc.ts";
import { audit } from "./gen/audit.ts";

/** Where the lines go. */
const AUDIT_FILE = process.env.AUDIT_LOG ?? "audit.jsonl";

/** Commands that no model may run, even if a person allowed them. */
const FORBIDDEN = /\b(?:sudo|shutdown|reboot|mkfs)\b/;

/**
 * Writes what tools did, who allowed it and how turns ended to a file of JSON lines; refuses some commands
 * before anybody is asked; lets the model read the newest lines with the tool `audit_tail`, and clients with
 * the method `audit.tail`.
 */
export const plugin: Plugin = {
  name: "audit-log",
  async register({ delegates, addTool, addMethods, onClose, logger }) {
    const file = await AuditFile.open(resolve(AUDIT_FILE));
    onClose(() => file.close());
    delegates.register({
      name: "audit-log",
      events: AUDITED,
      async handle(event) {
        const entry = toEntry(event, Date.now());
        if (entry !== undefined) await file.add(entry);
      },
    });
    delegates.registerControl({
      name: "audit-log",
      control: "ai_loop.control.approve_tool_call",
      decide({ toolName, arguments: args, sessionId }) {
        if (toolName !== "run_command" || !FORBIDDEN.test(JSON.stringify(args))) return undefined;
        logger.warn({ sessionId }, "a forbidden command was refused");
        return { policy: "deny", reason: "This command is forbidden here." };
      },
    });
    addTool({
      name: "audit_tail",
      description: "Returns the newest lines of the audit log: which tools ran, and who allowed it.",
      inputSchema: { type: "object", properties: { lines: { type: "integer", minimum: 1, maximum: 100 } } },
      effect: "read",
      isRepeatable: true,
      async run(args, { sessionId }) {
        const { lines = 20 } = args as { lines?: number };
        return { result: await file.tail({ lines, sessionId }) };
      },
    });
    addMethods({
      openrpc: auditOpenrpc,
      implementation: implement<typeof audit, Connection>(audit, {
        tail: async ({ lines = 20, sessionId }) => ({ entries: await file.tail({ lines, sessionId }) }),
      }),
    });
  },
};
