import type { Confinement, ToolDisplay } from "@aiwhisperer/protocol";

/**
 * The effect of a tool: changes nothing, changes data, or runs programs and anything else that cannot be
 * predicted.
 */
export type ToolEffect = "read" | "write" | "execute";

/** A tool as models and people know it. */
export interface ToolDescription {
  /**
   * Unique among the tools that are offered together. Letters, digits, `_`, `-`, `.`; a tool of an MCP server
   * is `server.tool`. At most 128 characters.
   */
  readonly name: string;
  /** States for the model what the tool does and when to use it. */
  readonly description: string;
  /**
   * JSON Schema of the arguments, of type object. They are checked against it before anything else happens.
   */
  readonly inputSchema: object;
  readonly effect: ToolEffect;
  /**
   * What its source says that it does, such as the annotations of an MCP server. A grant counts while they
   * are the same.
   */
  readonly hints?: object;
}

/** What a grant for calls like this one can be narrowed to. */
export type ToolSubject =
  | {
      readonly kind: "command";
      readonly command: string;
      /** The folder that it runs in; absent for the workspace folder. */
      readonly folder?: string;
      /** How the command is read; of one that is not read as by a POSIX shell, only the whole is granted. */
      readonly shell: "posix" | "other";
    }
  | { readonly kind: "path"; readonly path: string };

/** A tool that the server runs. */
export interface Tool extends ToolDescription {
  /**
   * Whether running it again with the same arguments does no harm: only such a tool is run again after a
   * crash.
   */
  readonly isRepeatable: boolean;
  /**
   * Whether a question of its stays open across a restart: the tool is repeatable, asks once a call, and asks
   * the same again. Default false: the question ends with the run that asked it.
   */
  readonly keepsQuestion?: boolean;
  /**
   * Whether it relies on arguments that fit its schema: a call is refused then where the schema cannot be
   * applied to them. Default false: the tool decides about such a call.
   */
  readonly requiresFit?: boolean;
  /**
   * What confines the program that it starts; absent when it starts none or this server does not start it.
   */
  readonly confinement?: Confinement;
  /** Overrides `toolTimeoutMs` of the limits for this tool. */
  readonly timeoutMs?: number;
  /**
   * What a person is shown before it decides, such as a diff; `undefined` when the arguments say it all. Must
   * change nothing. A rejection with an `ImpossibleCall` refuses the call with its message. Any other is no
   * fault of the call: it is then asked about without a preview.
   */
  preview?(args: unknown, call: ToolCallContext): Promise<ToolDisplay | undefined>;
  /**
   * Why a person must decide about this very call although the policy or an earlier answer allows the tool;
   * `undefined` where that is not so. A rejection counts as a reason.
   */
  alwaysAsks?(args: unknown, call: ToolCallContext): Promise<string | undefined>;
  /**
   * The command or path that a call is about, so that a person can allow that alone. Depends on the arguments
   * only.
   */
  subjectOf?(args: unknown): ToolSubject | undefined;
  /**
   * Runs the tool. The arguments fit the schema, as far as the schema can be applied: see `requiresFit`. Must
   * settle soon after the signal aborts and leave nothing running; later results are dropped. A rejection
   * becomes a failed result with the error's message, which the model reads: messages must not contain
   * secrets.
   */
  run(args: unknown, call: ToolRunContext): Promise<ToolOutcome>;
}

/** What a tool knows of the call it is for. */
export interface ToolCallContext {
  readonly sessionId: string;
  readonly toolCallId: string;
  /** Aborts when the call is cancelled or has taken too long. */
  readonly signal: AbortSignal;
}

/** What a running tool has beside its call. */
export interface ToolRunContext extends ToolCallContext {
  /**
   * Reports progress. May be called at any rate: reports are joined and bounded before they are logged.
   */
  readonly progress: (progress: ToolProgress) => void;
  /**
   * Asks a person, and waits for the answer; the tool's timeout is suspended meanwhile. Rejects when the
   * question exceeds a bound or its schema describes no form. After a restart the question is gone with the
   * run that asked it, unless the tool says `keepsQuestion`: then the next run has the same question, and its
   * answer if it was answered meanwhile.
   */
  readonly ask: (question: ToolQuestion) => Promise<ToolAnswer>;
  /**
   * The display that a person saw before allowing the call, perhaps before a restart; absent when no person
   * was asked or nothing was shown.
   */
  readonly shown?: ToolDisplay;
}

/** What a tool asks a person. */
export interface ToolQuestion {
  /** Shown as plain text. */
  readonly text: string;
  /**
   * JSON Schema of the answer: an object of strings, numbers, booleans, choices and lists of choices. Without
   * fields it is a yes or no.
   */
  readonly schema: object;
  /** Its abort takes the question back: it is then cancelled. */
  readonly signal?: AbortSignal;
}

/** What became of a question. */
export type ToolAnswer =
  /** An answer that fits the schema, with defaults in place of absent fields. */
  | { readonly kind: "answered"; readonly answer: Readonly<Record<string, unknown>> }
  | { readonly kind: "declined" }
  /** It expired, or the turn was cancelled. */
  | { readonly kind: "cancelled" };

/** A piece of news from a running tool. */
export interface ToolProgress {
  /** New output only. */
  readonly text?: string;
  /** How far it is, up to `total`. */
  readonly progress?: number;
  readonly total?: number;
}

/** What a tool gave. */
export interface ToolOutcome {
  /** JSON. A text is what most models read best. */
  readonly result: unknown;
  /** Whether it failed; the model sees this and may try something else. */
  readonly isError?: boolean;
  /** What it changed, for a person. */
  readonly display?: ToolDisplay;
}

/** Where tools come from; what it offers may change at any time. */
export interface ToolSource {
  /** `built-in`, `mcp:` and a server's name, or `plugin:` and a plug-in's name. */
  readonly name: string;
  /** What models receive about the use of its tools, as part of the system prompt. Bounded by the source. */
  readonly instructions?: string | undefined;
  /** The tools that it has now. A tool that cannot be used now is listed with the reason. */
  list(): readonly SourcedTool[];
}

/** A tool of a source, and why it cannot be used now. */
export interface SourcedTool {
  readonly tool: Tool;
  readonly unusable?: string;
}

/**
 * Why a call cannot succeed, in words for the model. A preview that rejects with it refuses the call: no
 * person is asked about what cannot be done or cannot be shown whole.
 */
export class ImpossibleCall extends Error {
  override readonly name: string = "ImpossibleCall";
}
