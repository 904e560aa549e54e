import type { SessionEvent, SessionEventName } from "@aiwhisperer/engine";
import { ToolDecision, TurnStatus } from "@aiwhisperer/protocol";

type Params<Name extends SessionEventName> = SessionEvent<Name>["params"];

interface AuditedCall {
  readonly turnId: string;
  readonly name: string;
  approval: "none" | "asked" | "allowed" | "denied";
  starts: number;
  hasResult: boolean;
}

/** What an audit of tool calls has to know. */
export interface CallAuditOptions {
  /**
   * Tools that ask: a call of one of them may not start without a decision, or one for all calls of the tool
   * before.
   */
  readonly asking: ReadonlySet<string>;
  /** Tools that are safe to repeat. */
  readonly repeatable: ReadonlySet<string>;
}

/**
 * Holds the tool calls of a session's history against the contract: one result a call and before the end of
 * its turn, one decision an approval, nothing that asks starts without one, nothing unsafe starts twice.
 * Returns the findings.
 */
export function auditCalls(events: readonly SessionEvent[], options: CallAuditOptions): readonly string[] {
  const audit = new CallAudit(options);
  for (const event of events) audit.take(event);
  return audit.findings;
}

class CallAudit {
  readonly findings: string[] = [];
  readonly #options: CallAuditOptions;
  readonly #calls = new Map<string, AuditedCall>();
  /** Tools that were allowed for the rest of the session. */
  readonly #allowed = new Set<string>();

  constructor(options: CallAuditOptions) {
    this.#options = options;
  }

  take(event: SessionEvent): void {
    switch (event.method) {
      case "ToolCallNotification":
        this.#identify(event.params);
        return;
      case "ToolApprovalRequestNotification":
        this.#request(event.params);
        return;
      case "ToolApprovalResolvedNotification":
        this.#resolve(event.params);
        return;
      case "ToolStartedNotification":
        this.#start(event.params);
        return;
      case "ToolResultNotification":
        this.#give(event.params);
        return;
      case "TurnStatusNotification":
        this.#change(event.params);
        return;
      default:
        return;
    }
  }

  #identify({ toolCallId, turnId, toolName: name }: Params<"ToolCallNotification">): void {
    if (this.#calls.has(toolCallId)) this.findings.push(`${toolCallId} is called twice`);
    this.#calls.set(toolCallId, { turnId, name, approval: "none", starts: 0, hasResult: false });
  }

  #request({ toolCallId }: Params<"ToolApprovalRequestNotification">): void {
    const call = this.#open(toolCallId, "is asked about");
    if (call === undefined) return;
    if (call.approval !== "none") this.findings.push(`${toolCallId} is asked about twice`);
    call.approval = "asked";
  }

  #resolve({ toolCallId, decision }: Params<"ToolApprovalResolvedNotification">): void {
    const call = this.#open(toolCallId, "is decided");
    if (call === undefined) return;
    if (call.approval !== "asked")
      this.findings.push(`${toolCallId} is decided while it is ${call.approval}`);
    call.approval = decision === ToolDecision.Deny ? "denied" : "allowed";
    if (decision === ToolDecision.AllowAlways) this.#allowed.add(call.name);
  }

  #start({ toolCallId }: Params<"ToolStartedNotification">): void {
    const call = this.#open(toolCallId, "starts");
    if (call === undefined) return;
    call.starts += 1;
    const { asking, repeatable } = this.#options;
    if (call.approval === "asked" || call.approval === "denied") {
      this.findings.push(`${toolCallId} starts while it is ${call.approval}`);
    }
    if (asking.has(call.name) && !this.#allowed.has(call.name) && call.approval === "none") {
      this.findings.push(`${toolCallId} of ${call.name} starts without a question`);
    }
    if (call.starts > 1 && !repeatable.has(call.name)) this.findings.push(`${toolCallId} starts twice`);
  }

  #give({ toolCallId }: Params<"ToolResultNotification">): void {
    const call = this.#open(toolCallId, "gets a result");
    if (call === undefined) return;
    if (call.approval === "asked") this.findings.push(`${toolCallId} gets a result before it is decided`);
    call.hasResult = true;
  }

  #change({ turnId, status }: Params<"TurnStatusNotification">): void {
    if (status < TurnStatus.Completed) return;
    for (const [toolCallId, call] of this.#calls) {
      if (call.turnId === turnId && !call.hasResult) {
        this.findings.push(`${toolCallId} has no result at the end of its turn`);
      }
    }
  }

  #open(toolCallId: string, what: string): AuditedCall | undefined {
    const call = this.#calls.get(toolCallId);
    if (call === undefined) this.findings.push(`${toolCallId} ${what} and was never called`);
    else if (call.hasResult) this.findings.push(`${toolCallId} ${what} after its result`);
    return call;
  }
}
