import { type ReactElement, type SubmitEvent, useState } from "react";
import { Button } from "../ui/button.tsx";
import { Mark } from "../ui/mark.tsx";
import { checkToken } from "./check-token.ts";
import type { SignedInUser } from "./token-store.ts";

/** The sign-in page: one field for a token, and how to get one. */
export function SignIn({
  reason,
  onToken,
}: {
  /** The reason why the opened address does not sign in. */
  readonly reason?: string | undefined;
  readonly onToken: (user: SignedInUser) => void;
}): ReactElement {
  const [token, setToken] = useState("");
  const [problem, setProblem] = useState(reason);
  const [isChecking, setIsChecking] = useState(false);
  const submit = async (): Promise<void> => {
    setIsChecking(true);
    const check = await checkToken(token.trim());
    setIsChecking(false);
    if (check.kind === "accepted") onToken({ token: token.trim(), userId: check.userId });
    else if (check.kind === "refused") setProblem(check.reason ?? "The token was refused.");
    else setProblem("The server cannot be reached now. Try again.");
  };
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    void submit();
  };
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <form className="flex w-full max-w-96 flex-col gap-4" onSubmit={onSubmit}>
        <h1 className="flex items-center gap-2 font-semibold text-lg">
          <Mark /> AIWhisperer
        </h1>
        <label className="flex flex-col gap-1 text-sm" htmlFor="token">
          Token or API key
          <input
            aria-describedby="token-help token-problem"
            aria-invalid={problem !== undefined}
            autoComplete="off"
            // biome-ignore lint/a11y/noAutofocus: there is nothing else to do on this page.
            autoFocus
            className="rounded-lg border border-edge bg-surface px-3 py-2 font-mono text-base"
            id="token"
            onChange={(event) => setToken(event.target.value)}
            required
            type="password"
            value={token}
          />
        </label>
        <p className="text-muted text-sm" id="token-help">
          This server accepts only signed-in users: open the address that it printed at its start, run{" "}
          <code>npx aiwhisperer open</code> on its machine for a new one, or paste a token or an API key. This
          browser stays signed in until you sign out.
        </p>
        <p aria-live="polite" className="text-danger text-sm" id="token-problem">
          {problem}
        </p>
        <Button disabled={isChecking || token.trim() === ""} look="primary" type="submit">
          Sign in
        </Button>
      </form>
    </main>
  );
}
