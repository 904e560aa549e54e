import type { OAuthConfig } from "../kit/mcp-config.ts";
import type { EntryReader } from "./entry-reader.ts";
import { readOAuth } from "./read-oauth.ts";

/** What a server is reached with. */
export interface HttpFields {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly oauth?: OAuthConfig;
}

/** The names that programs have for the address of a server. */
export const URL_NAMES = ["url", "serverUrl", "httpUrl", "uri", "endpoint"] as const;

/** Reads how a server is reached. What is wrong is in the reader. */
export function readHttpServer(reader: EntryReader): HttpFields {
  const url = reader.text(...URL_NAMES)?.trim() ?? "";
  const fault = urlFault(url);
  if (fault !== undefined) reader.refuse(reader.take(...URL_NAMES)?.name ?? "url", fault);
  const headers = reader.texts("headers", "http_headers");
  for (const [name, value] of Object.entries(headers)) {
    if (!isHeader(name, value)) reader.refuse(`headers.${name}`, "is no HTTP header");
  }
  return { url, headers, ...readOAuth(reader) };
}

function urlFault(text: string): string | undefined {
  if (text === "") return undefined;
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return "must be an http or https address";
  const hasLogin = url.username !== "" || url.password !== "";
  return hasLogin ? "must have no user and password; put them into headers" : undefined;
}

function isHeader(name: string, value: string): boolean {
  try {
    new Headers([[name, value]]);
    return true;
  } catch {
    return false;
  }
}
