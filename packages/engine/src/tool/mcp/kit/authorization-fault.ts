/** A server asks for a sign-in that cannot be done or begun. `cause` says why. */
export class AuthorizationFault extends Error {
  override readonly name = "AuthorizationFault";
}

/** A call or connection that waits for a person to sign in. */
export class SignInNeeded extends Error {
  override readonly name = "SignInNeeded";
  /** The link to open. */
  readonly url: string;

  constructor(url: string) {
    super("needs a sign-in");
    this.url = url;
  }
}
