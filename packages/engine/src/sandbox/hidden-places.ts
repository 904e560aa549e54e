/** Folders for temporary files: empty and writable in the sandbox. */
export const TEMPORARY_PLACES: readonly string[] = ["/tmp", "/var/tmp"];

/**
 * Places of the machine that have homes, sockets and drives of others; each is an empty, read-only folder in
 * the sandbox.
 */
export const EMPTY_PLACES: readonly string[] = ["/home", "/root", "/run", "/mnt", "/media"];

/** Files and folders of the system that hold keys: a server that runs as root could read them. */
export const HIDDEN_SYSTEM_PLACES: readonly string[] = [
  "/boot",
  "/etc/gshadow",
  "/etc/gshadow-",
  "/etc/krb5.keytab",
  "/etc/kubernetes",
  "/etc/NetworkManager/system-connections",
  "/etc/rancher",
  "/etc/shadow",
  "/etc/shadow-",
  "/etc/ssh",
  "/etc/ssl/private",
  "/etc/sudoers",
  "/etc/sudoers.d",
  "/etc/wireguard",
  "/lost+found",
  "/var/lib/containerd",
  "/var/lib/docker",
  "/var/lib/kubelet",
  "/var/lib/NetworkManager",
  "/var/log",
  "/var/mail",
  "/var/spool",
];

/**
 * What holds keys in the user's own folder: hidden also where that folder, or a part of it, is the workspace.
 */
export const HIDDEN_HOME_PLACES: readonly string[] = [
  ".ssh",
  ".aws",
  ".azure",
  ".bash_history",
  ".cargo/credentials",
  ".cargo/credentials.toml",
  ".claude",
  ".claude.json",
  ".codex",
  ".composer/auth.json",
  ".config/chromium",
  ".config/doctl",
  ".config/gcloud",
  ".config/gh",
  ".config/git/credentials",
  ".config/glab-cli",
  ".config/google-chrome",
  ".config/helm",
  ".config/hub",
  ".config/op",
  ".config/rclone",
  ".config/sops",
  ".docker",
  ".gem/credentials",
  ".git-credentials",
  ".gnupg",
  ".gradle/gradle.properties",
  ".kube",
  ".local/share/keyrings",
  ".local/share/kwalletd",
  ".local/state/aiwhisperer",
  ".m2/settings.xml",
  ".mozilla",
  ".my.cnf",
  ".netrc",
  ".npmrc",
  ".password-store",
  ".pgpass",
  ".pki",
  ".pypirc",
  ".terraform.d",
  ".vault-token",
  ".zsh_history",
  "Library/Application Support/aiwhisperer",
  "Library/Cookies",
  "Library/Keychains",
];

/** Programs, and what they need, in the user's own folder: visible and read-only. */
export const HOME_PROGRAMS: readonly string[] = [
  ".asdf",
  ".bun",
  ".cabal/bin",
  ".cargo/bin",
  ".cargo/registry",
  ".config/git",
  ".deno",
  ".dotnet",
  ".elan",
  ".fnm",
  ".ghcup",
  ".gitconfig",
  ".gitignore",
  ".jenv",
  ".julia",
  ".juliaup",
  ".linuxbrew",
  ".local/bin",
  ".local/lib",
  ".local/pipx",
  ".local/share/fnm",
  ".local/share/mise",
  ".local/share/pipx",
  ".local/share/pnpm",
  ".local/share/uv",
  ".m2/repository",
  ".nix-profile",
  ".npm-global",
  ".nvm",
  ".opam",
  ".pyenv",
  ".rbenv",
  ".rustup",
  ".rvm",
  ".sdkman",
  ".volta",
  "anaconda3",
  "go",
  "miniconda3",
];

/**
 * What shells, editors and the desktop obey in the user's own folder: read-only where that folder, or a part
 * of it, is writable.
 */
export const GUARDED_HOME_PLACES: readonly string[] = [
  ".Rprofile",
  ".bash_aliases",
  ".bash_login",
  ".bash_logout",
  ".bash_profile",
  ".bashrc",
  ".config/autostart",
  ".config/environment.d",
  ".config/fish",
  ".config/git",
  ".config/nvim",
  ".config/systemd",
  ".cshrc",
  ".emacs",
  ".emacs.d",
  ".gitconfig",
  ".inputrc",
  ".kshrc",
  ".local/share/applications",
  ".local/share/systemd",
  ".login",
  ".oh-my-zsh",
  ".pam_environment",
  ".profile",
  ".pythonrc",
  ".tcshrc",
  ".tmux.conf",
  ".vim",
  ".vimrc",
  ".xinitrc",
  ".xprofile",
  ".xsession",
  ".zlogin",
  ".zlogout",
  ".zprofile",
  ".zshenv",
  ".zshrc",
  "Library/LaunchAgents",
];

/**
 * What programs outside of the sandbox run or obey without a question, in the workspace: read-only where it
 * exists. Package scripts and sources are not among it: to change them is what commands are for.
 */
export const GUARDED_WORKSPACE_PLACES: readonly string[] = [
  ".devcontainer",
  ".envrc",
  ".github/actions",
  ".github/workflows",
  ".husky",
  ".idea",
  ".mcp.json",
  ".vscode",
  "aiwhisperer.config.json",
];

/** The same in the folder of a Git repository, of a module in it or of a linked worktree. */
export const GUARDED_GIT_PLACES: readonly string[] = [
  "config",
  "config.worktree",
  "hooks",
  "commondir",
  "gitdir",
];
