/** What every variable of the program begins with. */
export const VARIABLE_PREFIX = "AIWHISPERER_";

/** The flag of an option, `--max-frame-bytes` for `maxFrameBytes`. */
export function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The variable of an option, `AIWHISPERER_MAX_FRAME_BYTES` for `maxFrameBytes`. */
export function variableOf(name: string): string {
  return VARIABLE_PREFIX + name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
