import { conforms, documentedNotifications, errorDataByCode } from "./contract-document.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Codes of the specification that a server answers with; -32603 is none of them, since every one of those is
 * a fault of its own.
 */
const standardCodes: ReadonlySet<number> = new Set([-32_700, -32_600, -32_601, -32_602]);

/**
 * What is wrong with one message of the server, by JSON-RPC 2.0 and by the generated document; undefined
 * where nothing is.
 */
export function faultOfMessage(value: unknown): string | undefined {
  if (!isFields(value)) return "is no object";
  if (value.jsonrpc !== "2.0") return "has no jsonrpc 2.0";
  return "method" in value ? faultOfNotification(value) : faultOfAnswer(value);
}

function faultOfNotification({ method, params, ...others }: Fields): string | undefined {
  if (typeof method !== "string" || !documentedNotifications.has(method))
    return "is no notification that there is";
  if (!hasOnly(others, ["jsonrpc"])) return "has members that a notification does not have";
  return conforms(method, params) ? undefined : "breaks the notification's declaration";
}

function faultOfAnswer(answer: Fields): string | undefined {
  const { id, error } = answer;
  if (id !== null && typeof id !== "string" && typeof id !== "number") return "has no id";
  if ("result" in answer)
    return hasOnly(answer, ["jsonrpc", "id", "result"]) ? undefined : "has more than a result";
  if (!hasOnly(answer, ["jsonrpc", "id", "error"])) return "has more than an error";
  return isFields(error) ? faultOfError(error) : "has neither a result nor an error";
}

function faultOfError(error: Fields): string | undefined {
  const { code, message, data } = error;
  if (typeof code !== "number" || typeof message !== "string" || message === "")
    return "has no code or no message";
  if (!hasOnly(error, ["code", "message", "data"])) return "has an error with other members";
  if (code === -32_602) return isFaultList(data) ? undefined : "does not say what is wrong with the params";
  if (standardCodes.has(code)) return undefined;
  if (!errorDataByCode.has(code)) return `has the code ${code}, which is in no list`;
  const name = errorDataByCode.get(code);
  return name === undefined || conforms(name, data)
    ? undefined
    : "has data that break the error's declaration";
}

function isFaultList(data: unknown): boolean {
  if (!isFields(data) || !Array.isArray(data.errors) || data.errors.length === 0) return false;
  return data.errors.every(
    (fault) => isFields(fault) && typeof fault.path === "string" && typeof fault.message === "string",
  );
}

function hasOnly(fields: Fields, names: readonly string[]): boolean {
  return Object.keys(fields).every((name) => names.includes(name));
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
