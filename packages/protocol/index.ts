export * from "./gen/interactive.ts";
export {
  type ApprovalDecider,
  approvalResolution,
  approvalUser,
  type PersonlessResolution,
  personlessDecider,
} from "./kit/approval-resolution.ts";
export { isPlanEnded, isTaskEnded, isTerminal } from "./kit/status-ends.ts";
export { untilAborted } from "./kit/until-aborted.ts";
export * from "./rpc/index.ts";
export { enumName } from "./text/enum-name.ts";
export { errorMessage } from "./text/error-message.ts";
export { hidesSomething, revealHidden } from "./text/reveal-hidden.ts";
export {
  hasTerminalSequences,
  readTerminalText,
  type TextRun,
  toPlainTerminalText,
  writeTerminalText,
} from "./text/terminal/terminal-text.ts";
export type { TerminalColour, TextLook } from "./text/terminal/text-look.ts";
