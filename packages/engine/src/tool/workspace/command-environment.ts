/** What programs need to work, and what is no secret. */
const ALLOWED = /^(PATH|HOME|USER|LOGNAME|SHELL|TERM|TMPDIR|TZ|LANG|LANGUAGE|LC_[A-Z]+)$/;

/** The variables that a command is given of those that the server has: a short list of known names, so that no key is among them. */
export function toCommandEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => ALLOWED.test(name)));
}
