import { headerSecrets, parseProviderHeaders } from "@aiwhisperer/engine";
import type { DestinationStream } from "pino";
import { TOKEN_SECRET_VARIABLE } from "../config/auth-conflicts.ts";
import { PROVIDER_VARIABLES } from "../config/provider-variables.ts";
import type { Environment } from "../kit/command-host.ts";

const REDACTED = "[redacted]";
/** A shorter value is no secret that would be worth the name, and is in too many other words. */
const MIN_LENGTH = 8;

/**
 * Where log lines go without the secrets of this program's own variables: the last stop for what a plug-in or
 * a library puts into an error.
 */
export function withoutSecrets(destination: DestinationStream, env: Environment): DestinationStream {
  const secrets = secretsOf(env);
  if (secrets.length === 0) return destination;
  return {
    write: (line) =>
      destination.write(secrets.reduce((kept, secret) => kept.replaceAll(secret, REDACTED), line)),
  };
}

/** The secrets as a line of JSON has them. */
function secretsOf(env: Environment): readonly string[] {
  const names = PROVIDER_VARIABLES.filter(({ isSecret }) => isSecret).map(({ variable }) => variable);
  return [...names, TOKEN_SECRET_VARIABLE]
    .map((name) => env[name]?.trim() ?? "")
    .concat(PROVIDER_VARIABLES.flatMap((one) => (one.hasHeaders ? headerValues(env[one.variable]) : [])))
    .toSorted((a, b) => b.length - a.length)
    .filter(({ length }) => length >= MIN_LENGTH)
    .map((secret) => JSON.stringify(secret).slice(1, -1));
}

function headerValues(text = ""): readonly string[] {
  const parsed = parseProviderHeaders(text);
  return "headers" in parsed ? headerSecrets(parsed.headers) : [];
}
