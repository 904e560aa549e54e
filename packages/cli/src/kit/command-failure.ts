/** A failure that the user sees as its message, without a stack; the program then ends with exit code 1. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
}
