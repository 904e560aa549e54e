/** A sandbox cannot be made for this workspace. Its message is for people and names what to change. */
export class SandboxFault extends Error {
  override readonly name = "SandboxFault";
}
