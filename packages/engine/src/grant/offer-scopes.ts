import { type GrantOffer, type GrantScope, revealHidden } from "@aiwhisperer/protocol";
import type { ToolSubject } from "../tool/tool.ts";
import { prefixesOf } from "./command-scope.ts";

/**
 * Length of a label in which a command is cut, since it is shown above, and of one in which a path is: no
 * file system has longer ones.
 */
const MAX_LABEL = 80;
const MAX_PATH_LABEL = 4_096;

/**
 * The scopes that a person can choose for later calls like this one, the narrowest first and every call of
 * the tool last.
 */
export function offerScopes(toolName: string, subject: ToolSubject | undefined): readonly GrantOffer[] {
  const every: GrantOffer = {
    scope: { type: "tool" },
    label: subject?.kind === "command" ? "every command" : "every call",
    text: `Allows every call of ${revealHidden(toolName)} in this session${whatever(subject)}.`,
  };
  if (subject === undefined) return [every];
  if (subject.kind === "path") return [offerPath(toolName, subject.path), every];
  return [...offerCommands(subject), every];
}

function whatever(subject: ToolSubject | undefined): string {
  if (subject === undefined) return "";
  return subject.kind === "command" ? ", whatever the command is" : ", whatever the file is";
}

function offerPath(toolName: string, path: string): GrantOffer {
  const label = toLabel(path, MAX_PATH_LABEL);
  return {
    scope: { type: "path", path },
    label,
    text: `Allows later calls of ${revealHidden(toolName)} for the file ${label} in this session.`,
  };
}

function offerCommands(subject: Extract<ToolSubject, { kind: "command" }>): readonly GrantOffer[] {
  const { command, folder } = subject;
  const inFolder: Pick<GrantScope, "folder"> = folder === undefined ? {} : { folder };
  const where = folder === undefined ? "" : ` in the folder ${toLabel(folder, MAX_PATH_LABEL)}`;
  const exact: GrantOffer = {
    scope: { type: "command", command, ...inFolder },
    label: toLabel(command),
    text: `Allows exactly this command${where}, as often as it is called in this session.`,
  };
  const prefixes = prefixesOf(subject);
  if (prefixes === undefined) return [exact];
  const label = prefixes.map((prefix) => `${prefix} …`).join(", ");
  const prefixed: GrantOffer = {
    scope: { type: "commandPrefix", prefixes: [...prefixes], ...inFolder },
    label,
    text: `Allows commands${where} that begin with ${prefixes.join(" or ")} in this session, with any arguments. Each part of a compound command is checked.`,
  };
  return [exact, prefixed];
}

/** On one line; two texts that differ have two labels where neither is cut. */
function toLabel(text: string, maxLength = MAX_LABEL): string {
  const shown = revealHidden(text).replaceAll("\n", "⟨U+000A⟩").replaceAll("\t", "⟨U+0009⟩");
  return shown.length > maxLength ? `${shown.slice(0, maxLength - 1)}…`.toWellFormed() : shown;
}
