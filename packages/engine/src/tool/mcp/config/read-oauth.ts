import type { OAuthConfig } from "../kit/mcp-config.ts";
import { isFields } from "../wire/json-fields.ts";
import type { EntryReader } from "./entry-reader.ts";

const GRANTS = ["authorization_code", "client_credentials"] as const;

/**
 * Reads the member `oauth` of an entry. Scopes are a text or a list of texts. What is wrong is in the reader.
 */
export function readOAuth(entry: EntryReader): { readonly oauth?: OAuthConfig } {
  const found = entry.take("oauth", "auth");
  if (found === undefined) return {};
  if (!isFields(found.value)) {
    entry.refuse(found.name, "must be an object");
    return {};
  }
  const reader = entry.inside(found.name, found.value);
  const oauth = readMembers(reader);
  for (const member of reader.unread()) reader.warn(member, "is unknown and has no effect");
  entry.takeOver(reader);
  return { oauth };
}

function readMembers(reader: EntryReader): OAuthConfig {
  const texts = {
    clientId: reader.text("clientId", "client_id", "CLIENT_ID"),
    clientSecret: reader.text("clientSecret", "client_secret", "CLIENT_SECRET"),
    privateKey: reader.text("privateKey"),
    clientMetadataUrl: reader.text("clientMetadataUrl"),
    issuer: reader.text("issuer"),
    scopes: reader.list("scopes", "scope")?.join(" "),
  };
  const grant = readGrant(reader);
  if (texts.clientMetadataUrl !== undefined && URL.parse(texts.clientMetadataUrl)?.protocol !== "https:") {
    reader.refuse("clientMetadataUrl", "must be an https address");
  }
  if (grant === "client_credentials" && texts.clientId === undefined) {
    reader.refuse("clientId", "is needed with the grant client_credentials");
  }
  if (grant === "client_credentials" && (texts.clientSecret ?? texts.privateKey) === undefined) {
    reader.refuse("clientSecret", "or privateKey is needed with the grant client_credentials");
  }
  const given = Object.entries(texts).filter(([, text]) => text !== undefined);
  return { ...Object.fromEntries(given), ...(grant === undefined ? {} : { grant }) };
}

function readGrant(reader: EntryReader): OAuthConfig["grant"] {
  const found = reader.take("grant");
  if (found === undefined) return undefined;
  const grant = GRANTS.find((each) => each === found.value);
  if (grant === undefined) reader.refuse("grant", `must be ${GRANTS.join(" or ")}`);
  return grant;
}
