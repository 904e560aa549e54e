import { ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/client";
import type { ToolQuestion } from "../../tool.ts";
import { isFields } from "../wire/json-fields.ts";
import { mendFormSchema } from "./mend-form-schema.ts";

/** A server's question to a person. */
export interface ServerQuestion {
  readonly question: ToolQuestion;
  /** Whether it asks to open a link, and for nothing else. */
  readonly isLink: boolean;
}

/**
 * Reads the params of an elicitation, which hold no credentials. Throws a `ProtocolError` for a link that a
 * person must not open.
 */
export function readElicitation(server: string, params: unknown): ServerQuestion {
  const { mode, message, url, requestedSchema } = isFields(params) ? params : {};
  const words = typeof message === "string" ? message : "";
  if (mode !== "url") {
    const text = `The MCP server ${server} asks:\n\n${words}`;
    return { question: { text, schema: mendFormSchema(requestedSchema) }, isLink: false };
  }
  const { href, host } = webAddress(url);
  const text = `The MCP server ${server} asks you to open a link at ${host}:\n\n${href}\n\n${words}`;
  return { question: { text, schema: { type: "object", properties: {} } }, isLink: true };
}

/** The address of a link, which is shown whole and opened only by the person. */
function webAddress(url: unknown): URL {
  const parsed = typeof url === "string" && URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol === "https:" || parsed?.protocol === "http:") return parsed;
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, "The link is no address of the web.");
}
