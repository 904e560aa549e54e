import type { JSONRPCMessage } from "@modelcontextprotocol/client";
import { type Fields, isFields } from "./json-fields.ts";

/** The member of a carrier that has the server's own question. */
const CARRIED = "aiwhisperer/carried-question";

/**
 * Puts a server's question to a person into a carrier: the library refuses the whole question for one odd
 * member, such as a default of null. The carrier is an empty form, which every revision accepts.
 * `carriedQuestion` takes the question out.
 */
export function carryQuestion(message: JSONRPCMessage): void {
  if (!("method" in message) || message.method !== "elicitation/create") return;
  const requestedSchema = { type: "object", properties: {}, [CARRIED]: message.params ?? {} };
  message.params = { message: "", requestedSchema };
}

/** The params of a question, as the server sent them. */
export function carriedQuestion(params: Fields): unknown {
  const { requestedSchema } = params;
  return isFields(requestedSchema) && CARRIED in requestedSchema ? requestedSchema[CARRIED] : params;
}
