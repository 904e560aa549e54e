/** What programs need to work, and what is no secret. */
const ALLOWED = /^(PATH|HOME|USER|LOGNAME|SHELL|TERM|TMPDIR|TZ|LANG|LANGUAGE|LC_[A-Z]+)$/;

/**
 * A folder with files named `HEAD` and `config` is a repository for Git, whose settings run programs at `git
 * status`, although no file in it has a protected name. Git takes such a folder only where it is named.
 */
const GIT_SETTINGS = {
  GIT_CONFIG_COUNT: "1",
  GIT_CONFIG_KEY_0: "safe.bareRepository",
  GIT_CONFIG_VALUE_0: "explicit",
};

/**
 * The variables that a command is given of those that the server has: a short list of known names, so that no
 * key is among them; and settings of Git.
 */
export function toCommandEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...withoutSecrets(environment), ...GIT_SETTINGS };
}

/** The variables of the server that a program of the operator's is given. */
export function withoutSecrets(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => ALLOWED.test(name)));
}
