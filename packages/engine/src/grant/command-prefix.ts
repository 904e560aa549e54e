import type { CommandPart } from "./split-command.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Programs of which only a whole command says what it does. */
const NEVER_BY_PREFIX: ReadonlySet<string> = words(`
  sh bash dash ash zsh ksh mksh fish csh tcsh rbash busybox toybox pwsh powershell cmd
  node nodejs deno bun tsx ts-node python pypy perl ruby irb php lua luajit r rscript julia runghc ghci java jshell groovy scala kotlin swift
  awk gawk mawk nawk sed gsed ed ex vi vim nvim view emacs nano less more most man osascript tclsh wish expect guile racket sbcl clisp erl
  elixir iex dc yq ldd psql mysql sqlite3 redis-cli mongosh
  env xargs sudo doas su runuser setpriv nice ionice chrt taskset nohup setsid timeout time stdbuf chroot unshare nsenter bwrap firejail
  flatpak snap script screen tmux watch parallel entr strace ltrace gdb lldb valgrind perf rlwrap flock ld.so start-stop-daemon dbus-run-session
  npx pnpx bunx uvx pipx corepack nix nix-shell conda mamba direnv asdf mise nvm
  command builtin exec eval source . trap alias unalias export set unset readonly local declare typeset let read getopts shift cd pushd popd
  hash enable bind complete shopt ulimit umask fc
  ssh scp sftp rsync telnet nc ncat netcat socat curl wget ftp aria2c
  at batch crontab systemd-run launchctl systemctl service kill pkill killall shutdown reboot
  rm rmdir unlink mv cp ln install dd tee truncate shred chmod chown chgrp chattr setfacl mount umount mkfs fdisk tar unzip zip 7z cpio ar
  patch split csplit uniq xxd gpg openssl sponge`);

/** Programs whose first argument says what they do. */
const WITH_COMMANDS: ReadonlySet<string> = words(`
  git hg svn npm pnpm yarn cargo rustup go docker podman kubectl helm terraform tofu pip pip3 pipenv poetry uv bundle gem rails rake composer
  gh glab dotnet mvn gradle make gmake just task brew apt apt-get dnf yum pacman apk aws gcloud az vagrant ansible`);

/** Those whose second argument does. */
const WITH_SECOND_COMMANDS: ReadonlySet<string> = words(`
  npm:run npm:run-script pnpm:run yarn:run docker:compose docker:container docker:image docker:network docker:volume podman:container
  git:stash git:remote git:worktree git:notes git:submodule gh:pr gh:issue gh:repo gh:run gh:release gh:workflow glab:mr glab:issue
  aws:s3 kubectl:rollout terraform:state tofu:state go:mod`);

/** Commands of those programs that run whatever their arguments name, or set up what runs later. */
const RUNNING_COMMANDS: ReadonlySet<string> = words(`
  git:bisect git:filter-branch git:rebase git:config git:difftool git:mergetool git:daemon git:send-email git:submodule git:hook git:apply git:am
  git:clone git:init git:replace git:update-index git:archive hg:config npm:exec npm:x npm:config npm:set npm:init npm:create npm:explore npm:edit
  pnpm:exec pnpm:dlx pnpm:config pnpm:create yarn:exec yarn:dlx yarn:config yarn:create yarn:node cargo:run go:run go:generate go:tool go:env
  go:vet docker:run docker:exec docker:build docker:buildx docker:compose docker:cp podman:run podman:exec podman:build podman:cp kubectl:exec
  kubectl:run kubectl:debug kubectl:cp kubectl:apply kubectl:proxy helm:plugin pipenv:run poetry:run uv:run uv:tool bundle:exec rails:runner
  rails:console rails:c rails:r gh:api gh:alias gh:extension gh:config glab:api glab:alias dotnet:run dotnet:exec rustup:run composer:exec
  composer:run-script mvn:exec vagrant:ssh aws:configure aws:ssm gcloud:compute az:vm git:credential git:help git:gui
  git:citool git:instaweb git:maintenance git:svn kubectl:config gh:codespace gh:cs gh:auth gh:secret gh:gist`);

/** Commands that fetch packages by name and run what is in them. */
const INSTALLING_COMMANDS: ReadonlySet<string> = words(`
  npm:install npm:i npm:add npm:install-test pnpm:install pnpm:i pnpm:add yarn:add pip:install pip:download pip:wheel pip3:install pip3:download
  pip3:wheel pipenv:install poetry:add uv:add uv:pip gem:install bundle:add bundle:install cargo:install cargo:add go:install go:get brew:install
  apt:install apt-get:install dnf:install yum:install apk:add composer:require dotnet:add dotnet:tool`);

/** Long options, of whatever program, that name a program to run, a place to write or settings that do; shells' programs take beginnings of names. */
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
] as const;
const RISKY_WORDS =
  /^out|post-render|exec|command|cmd|shell|program|pager|editor|eval|config|plugin|hook|preload|wrapper|rsh|output|settings|init-script|hostname-bin/;

/** Short options of the same kind, and one-dash options of programs that have them. */
const RISKY_SHORT: Readonly<Record<string, RegExp>> = {
  git: /^-[^-]*[cCOox]/,
  find: /^-(?:exec|ok|delete|f)/,
  fd: /^-[^-]*[xX]/,
  fdfind: /^-[^-]*[xX]/,
  sort: /^-[^-]*[oT]/,
  tree: /^-[^-]*o/,
  go: /^-(?:exec|toolexec|o|C|overlay|modfile|vettool|ldflags|gcflags|asmflags)/,
  make: /^-[^-]*[fCIEeoW]|=/,
  gmake: /^-[^-]*[fCIEeoW]|=/,
  just: /^-[^-]*[fd]/,
  npm: /^-[^-]*[Cc]/,
  pnpm: /^-[^-]*[Cc]/,
  cargo: /^-[^-]*[ZC]|^\+/,
  pytest: /^-[^-]*[pco]/,
  eslint: /^-[^-]*[co]|^--rulesdir|^--fix/,
  gcc: /^-(?:o|B|f|W[lpa],|wrapper|specs)|^@/,
  cc: /^-(?:o|B|f|W[lpa],|wrapper|specs)|^@/,
  date: /^-[^-]*s|^--set/,
  apt: /^-[^-]*[oc]/,
  "apt-get": /^-[^-]*[oc]/,
  mvn: /^-[^-]*[fsD]/,
  gradle: /^-[^-]*[bIcPD]/,
  ansible: /^-/,
};

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.+:-]*$/;
/** `python3.12`, `node20`, `mkfs.ext4` are one program each with their bare names. */
const VERSION = /[-.]?\d[\d.]*$|\.\w+$/;

/**
 * The first words that say what a simple command does, such as `git status`; `undefined` where they do not: for interpreters, wrappers, programs that
 * reach any file or host, programs by path, and options that name another program or a file to write.
 */
export function prefixOf(part: CommandPart): string | undefined {
  const [program, ...args] = part;
  if (program === undefined || !program.isPlain || !NAME.test(program.text)) return undefined;
  const name = program.text.toLowerCase();
  if (NEVER_BY_PREFIX.has(name) || NEVER_BY_PREFIX.has(name.replace(VERSION, ""))) return undefined;
  if (args.some(({ text }) => isRisky(name, text))) return undefined;
  if (!WITH_COMMANDS.has(name)) return program.text;
  const command = args[0];
  if (command === undefined || !command.isPlain || !NAME.test(command.text)) return undefined;
  const key = `${name}:${command.text}`;
  if (RUNNING_COMMANDS.has(key) || INSTALLING_COMMANDS.has(key)) return undefined;
  if (!WITH_SECOND_COMMANDS.has(key)) return `${program.text} ${command.text}`;
  const second = args[1];
  if (second === undefined || !second.isPlain || !NAME.test(second.text)) return undefined;
  // Groups have the same commands: `docker container exec`.
  if (RUNNING_COMMANDS.has(`${name}:${second.text}`)) return undefined;
  return `${program.text} ${command.text} ${second.text}`;
}

function isRisky(program: string, argument: string): boolean {
  if (RISKY_SHORT[program]?.test(argument) === true) return true;
  const [, dashes = "", name = ""] = /^(--?)([^=]+)/.exec(argument) ?? [];
  if (dashes === "") return false;
  const lower = name.toLowerCase();
  if (RISKY_WORDS.test(lower) && lower.length > 2) return true;
  return dashes === "--" && RISKY_NAMES.some((risky) => risky.startsWith(lower));
}
