import { type ParseError, parse } from "jsonc-parser";
import { McpConfigFault } from "../kit/mcp-config.ts";

/**
 * A JSON text with comments, trailing commas or a byte order mark.
 * @throws {McpConfigFault} with the place of the first fault. The text may hold secrets and is not quoted.
 */
export function parseJsonc(source: string): unknown {
  const text = source.replace(/^\ufeff/, "");
  const faults: ParseError[] = [];
  let value: unknown;
  try {
    value = parse(text, faults, { allowTrailingComma: true });
  } catch {
    throw fault("this is nested too deep");
  }
  const [first] = faults;
  if (first === undefined) return value;
  const before = text.slice(0, first.offset).split(/\r\n|\n|\r/);
  const column = (before.at(-1)?.length ?? 0) + 1;
  throw fault(`this is no JSON at line ${before.length} column ${column}`);
}

function fault(message: string): McpConfigFault {
  return new McpConfigFault([{ path: "", message }]);
}
