/**
 * A model that cannot be opened because of how the server is set up; the message says why, without secrets.
 */
export class ModelSetupError extends Error {
  override readonly name = "ModelSetupError";
}
