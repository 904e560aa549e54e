/**
 * A base URL fit for use, or why the text given is none. The reason never repeats the text: it may hold a
 * password.
 */
export type ProviderAddress = { readonly baseUrl: string } | { readonly reason: string };

/** How a provider's base URL ends, as far as people leave it out. */
export interface AddressStyle {
  /** Path of the API on the provider's own host, `/v1`. */
  readonly apiPath: string;
  /**
   * What a path of its own means. `prefix`: the API path follows it unless it is there already; `whole`: it
   * is the API's path. Without a path the API path is added in both.
   */
  readonly ownPath: "prefix" | "whole";
}

const VERSION = /\/v\d+\w*$/;
/** Ends of whole endpoint addresses, which people copy out of documents. */
const ENDPOINT = /\/(?:chat\/completions|completions|responses|messages|models)$/;

/**
 * Reads a base URL as people write it: with or without a scheme (then `http`), a slash at the end, the
 * version, or the endpoint.
 */
export function parseProviderAddress(text: string, style: AddressStyle): ProviderAddress {
  const trimmed = text.trim();
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) {
    return { reason: "is not an http or https address" };
  }
  if (url.username !== "" || url.password !== "") {
    return { reason: "holds a user name or a password; leave them out" };
  }
  if (url.search !== "" || url.hash !== "") return { reason: "must end before any “?” or “#”" };
  const path = url.pathname.replace(/\/+$/, "").replace(ENDPOINT, "");
  return { baseUrl: `${url.origin}${toApiPath(path, style)}` };
}

function toApiPath(path: string, { apiPath, ownPath }: AddressStyle): string {
  if (VERSION.test(path)) return path;
  if (path === "") return apiPath;
  if (ownPath === "whole") return path;
  // `/api` given where `/api/v1` is meant is the beginning of the API path, not a prefix of it.
  const parent = apiPath.slice(0, apiPath.lastIndexOf("/"));
  return parent !== "" && path.endsWith(parent)
    ? `${path.slice(0, -parent.length)}${apiPath}`
    : `${path}${apiPath}`;
}
