/** A failure that is told to the person in its own words, without a stack; the program then ends with exit code 1. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
}
