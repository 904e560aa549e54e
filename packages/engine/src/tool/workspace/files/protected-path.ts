/** Folders whose files run code or steer programs; all that is in them is protected. */
const FOLDERS = /^(?:\.git|git~\d+|\.vscode|\.idea|\.husky|\.devcontainer|\.ssh)$/;

/** Files that programs run or obey without a question. */
const FILES = new RegExp(
  `^(?:${[
    "aiwhisperer\\.config\\.json|trusted-configs\\.json|data-folders\\.json",
    "\\.env.*",
    "\\.(?:bashrc|bash_profile|bash_login|bash_logout|bash_aliases|profile|kshrc|cshrc|tcshrc|login)",
    "\\.(?:zshrc|zshenv|zprofile|zlogin|zlogout)",
    "config\\.fish",
    "package\\.json",
    "\\.npmrc|\\.yarnrc(?:\\.ya?ml)?|\\.pnpmfile\\.c?js",
    "\\.gitconfig|\\.gitmodules|\\.gitattributes",
    "\\.mcp\\.json",
  ].join("|")})$`,
);

const WORKFLOWS = /(?:^|\/)\.github\/(?:workflows|actions)(?:\/|$)/;

/**
 * Why a file at that path of the workspace, links resolved, needs a question of its own; `undefined` for an
 * ordinary file. Names are compared as file systems do that ignore case, invisible characters, and dots and
 * spaces at the end.
 */
export function protectionOf(path: string): string | undefined {
  const names = path.split("/").map(normalise);
  const isProtected =
    names.some((name) => FOLDERS.test(name)) ||
    FILES.test(names.at(-1) ?? "") ||
    WORKFLOWS.test(names.join("/"));
  if (!isProtected) return undefined;
  return "This file can run code or change what programs do, so each change of it needs a decision of its own.";
}

function normalise(name: string): string {
  return name
    .normalize("NFKC")
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, "")
    .toLowerCase()
    .replace(/[. ]+$/, "");
}
