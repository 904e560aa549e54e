import type { OAuthConfig } from "./mcp-config.ts";

/** How one member of an entry is read: reports what is wrong and returns the text, with its variables put in. */
export type ReadMember = (name: string, value: unknown) => string;

const TEXTS = ["clientId", "clientSecret", "privateKey", "clientMetadataUrl", "issuer"] as const;
const GRANTS = ["authorization_code", "client_credentials"] as const;

/** What is wrong with an `oauth` member, with the name of its member. */
export type ReportMember = (name: string, message: string) => void;

/**
 * Reads the `oauth` member of an entry. Scopes are a text or a list of texts. Members of other programs, such as `enabled`, are ignored.
 */
export function parseOAuthConfig(
  fields: Readonly<Record<string, unknown>>,
  read: ReadMember,
  report: ReportMember,
): OAuthConfig {
  const texts = Object.fromEntries(
    TEXTS.flatMap((name) => (fields[name] === undefined ? [] : [[name, read(name, fields[name])]])),
  );
  const { scopes, grant } = fields;
  if (
    fields.clientMetadataUrl !== undefined &&
    URL.parse(texts.clientMetadataUrl ?? "")?.protocol !== "https:"
  ) {
    report("clientMetadataUrl", "must be an https address");
  }
  const known = GRANTS.find((each) => each === grant);
  if (grant !== undefined && known === undefined) report("grant", `must be ${GRANTS.join(" or ")}`);
  if (known === "client_credentials" && fields.clientId === undefined) {
    report("clientId", "is needed with the grant client_credentials");
  }
  if (
    known === "client_credentials" &&
    fields.clientSecret === undefined &&
    fields.privateKey === undefined
  ) {
    report("clientSecret", "or privateKey is needed with the grant client_credentials");
  }
  return {
    ...texts,
    ...(scopes === undefined
      ? {}
      : { scopes: read("scopes", Array.isArray(scopes) ? scopes.join(" ") : scopes) }),
    ...(known === undefined ? {} : { grant: known }),
  };
}
