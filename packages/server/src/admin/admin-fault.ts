/** Why a request of an admin is not carried out. */
export class AdminFault extends Error {
  override readonly name = "AdminFault";
  /** HTTP status of the answer. */
  readonly status: number;

  /** The message is for a person, and says what to do. */
  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}
