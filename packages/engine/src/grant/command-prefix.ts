import type { CommandPart } from "./split-command.ts";

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/**
 * Programs that are their own prefix: each reads files, or writes to its output alone, whatever its arguments
 * are, but for the options below. This is a list of what is known, for a list of what is dangerous is never
 * complete.
 */
const PROGRAMS = words(`
  ls cat head tail wc nl tac rev cut tr comm cmp diff column fold fmt expand unexpand paste join grep egrep fgrep rg fd fdfind find tree stat file
  du df sort seq sleep echo true false pwd date whoami id groups uname nproc uptime free which type basename dirname realpath readlink jq strings
  od hexdump md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum cksum sum`);

/**
 * Programs with commands, and those of their commands that run nothing but the scripts of the workspace and
 * reach no host that an argument names.
 */
const COMMANDS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    "git",
    words(`status log diff show blame branch tag rev-parse rev-list ls-files ls-tree describe shortlog grep cat-file merge-base name-rev cherry
      count-objects check-ignore check-attr for-each-ref show-ref add commit`),
  ],
  ["npm", words("test t tst start ls list explain why")],
  ["pnpm", words("test ls list why")],
  ["yarn", words("test why")],
  ["cargo", words("test build check clippy fmt doc tree metadata bench")],
  ["go", words("test build list version fmt doc")],
  ["pip", words("list show freeze check")],
  ["pip3", words("list show freeze check")],
  ["docker", words("ps images logs inspect version info")],
  ["podman", words("ps images logs inspect version info")],
]);

/** Groups of commands. `undefined`: each name in the group is a script of the workspace. */
const GROUPS: ReadonlyMap<string, ReadonlySet<string> | undefined> = new Map([
  ["npm run", undefined],
  ["npm run-script", undefined],
  ["pnpm run", undefined],
  ["git stash", words("list show push")],
  ["git worktree", words("list")],
  ["git notes", words("list show")],
  ["go mod", words("graph why verify")],
  ["gh pr", words("view list diff checks status")],
  ["gh issue", words("view list status")],
  ["gh run", words("view list")],
]);

/**
 * Programs that run every target that they are given, so that one target is a prefix only where it is alone,
 * with options that name nothing.
 */
const RUNNERS = words("make gmake just mvn gradle");
const RUNNER_OPTION = /^(?:-(?:j\d*|k|n|s|B|q)|--(?:silent|quiet|keep-going|dry-run|offline|batch-mode))$/;

/**
 * Long options, of whatever program, that name a program to run, a place to write or settings that do;
 * shells' programs take beginnings of names.
 */
const RISKY_NAMES = [
  "exec",
  "ext-diff",
  "textconv",
  "upload-pack",
  "receive-pack",
  "open-files-in-pager",
  "output",
  "command",
  "config",
  "compress-program",
  "use-compress-program",
  "pre",
  "pager",
  "editor",
  "eval",
  "file",
  "makefile",
  "shell",
  "script-shell",
  "node-options",
  "userconfig",
  "globalconfig",
  "prefix",
  "plugin",
  "require",
  "import",
  "loader",
  "toolexec",
  "overlay",
  "modfile",
  "manifest-path",
  "directory",
  "rsh",
  "hook",
  "fprint",
  "save",
  "write",
  "include",
  "compile",
  "python",
  "log",
  "logfile",
  "cwd",
  "logs-dir",
  "cache",
  "target-dir",
  "lockfile-path",
] as const;
const RISKY_WORDS =
  /^out|post-render|exec|command|cmd|shell|program|pager|edit|eval|config|plugin|hook|preload|wrapper|rsh|output|settings|init-script|hostname-bin/;

/** Options of pip that name a host, or a file that does. */
const PIP_SOURCES = /^-[^-]*[if]|^--(?:index|extra|find|proxy|trusted|cert|client|keyring|cache)/;

/** Short options of the same kind, and one-dash options of programs that have them. */
const RISKY_SHORT: Readonly<Record<string, RegExp>> = {
  git: /^-[^-]*[cCOox]/,
  find: /^-(?:exec|ok|delete|f)/,
  fd: /^-[^-]*[xX]/,
  fdfind: /^-[^-]*[xX]/,
  sort: /^-[^-]*[oT]/,
  tree: /^-[^-]*[oR]/,
  file: /^-[^-]*C/,
  date: /^-[^-]*s|^--set|^\d/,
  go: /^--?(?:exec|toolexec|o|C|overlay|modfile|vettool|ldflags|gcflags|asmflags|pkgdir|trace|http|m|\w*profile|test\.\w+)(?:=|$)/,
  npm: /^-[^-]*[Cc]/,
  pnpm: /^-[^-]*[Cc]/,
  cargo: /^-[^-]*[ZC]/,
  pip: PIP_SOURCES,
  pip3: PIP_SOURCES,
  gh: /^-[^-]*w|^--web/,
};

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.+:-]*$/;

/**
 * The first words that say what a simple command does, such as `git status`; `undefined` where they do not:
 * for programs that are not known to be harmless with other arguments, and for options that name another
 * program or a file to write.
 */
export function prefixOf(part: CommandPart): string | undefined {
  const name = plainName(part[0]);
  if (name === undefined || part.some(({ text }, place) => place > 0 && isRisky(name, text)))
    return undefined;
  if (PROGRAMS.has(name)) return name;
  const command = plainName(part[1]);
  if (command === undefined) return undefined;
  const prefix = `${name} ${command}`;
  if (RUNNERS.has(name)) {
    return part.slice(2).every(({ text }) => RUNNER_OPTION.test(text)) ? prefix : undefined;
  }
  if (COMMANDS.get(name)?.has(command) === true) return prefix;
  const second = plainName(part[2]);
  if (second === undefined || !GROUPS.has(prefix)) return undefined;
  const group = GROUPS.get(prefix);
  return group === undefined || group.has(second) ? `${prefix} ${second}` : undefined;
}

function plainName(word: CommandPart[number] | undefined): string | undefined {
  return word?.isPlain === true && NAME.test(word.text) ? word.text : undefined;
}

function isRisky(program: string, argument: string): boolean {
  if (RISKY_SHORT[program]?.test(argument) === true) return true;
  const [, dashes = "", name = ""] = /^(--?)([^=]+)/.exec(argument) ?? [];
  if (dashes === "") return false;
  const lower = name.toLowerCase();
  if (RISKY_WORDS.test(lower) && lower.length > 2) return true;
  return dashes === "--" && RISKY_NAMES.some((risky) => risky.startsWith(lower));
}
