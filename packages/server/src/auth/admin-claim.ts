/** The claim of a token that makes its user an admin. */
export interface AdminClaim {
  /** Name of the claim, or the way to it through objects with dots between: `role`, `realm_access.roles`. */
  readonly claim: string;
  /** What the claim has to be or to contain. */
  readonly value: string;
}

/** The claim that counts where nothing else is configured. */
export const DEFAULT_ADMIN_CLAIM: AdminClaim = { claim: "role", value: "admin" };

const FORM = /^([^=]+)=([^=\s]+)$/;

/**
 * Claims that RFC 8693 section 4.2 and its relatives write as words with spaces between; in any other claim a
 * space is part of the value.
 */
const WORD_CLAIMS: ReadonlySet<string> = new Set(["scope", "scp"]);

/** Reads `claim=value`; undefined where the text has another form. */
export function parseAdminClaim(text: string): AdminClaim | undefined {
  const [, claim, value] = FORM.exec(text.trim()) ?? [];
  return claim === undefined || value === undefined ? undefined : { claim, value };
}

/** Whether the claims of a token, whose signature has been checked, make its user an admin. */
export function isAdminBy({ claim, value }: AdminClaim, claims: object): boolean {
  const found = findClaim(claims, claim);
  if (Array.isArray(found)) return found.includes(value);
  if (typeof found !== "string") return false;
  return found === value || (WORD_CLAIMS.has(claim) && found.split(" ").includes(value));
}

/** A claim of exactly that name goes before one that the dots lead to: names may be URLs. */
function findClaim(claims: object, path: string): unknown {
  if (Object.hasOwn(claims, path)) return propertyOf(claims, path);
  return path.split(".").reduce<unknown>(propertyOf, claims);
}

function propertyOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
