import { expect, it } from "vitest";
import { withoutSecrets } from "./secret-filter.ts";

it("takes the values of extra headers out of log lines, each by itself and by word", () => {
  const lines: string[] = [];
  const env = { OPENAI_HEADERS: "Authorization: Bearer abcdefgh12345\nX-Gateway: gateway-key-1" };
  const destination = withoutSecrets({ write: (line) => void lines.push(line) }, env);
  destination.write("sent Bearer abcdefgh12345, abcdefgh12345 and gateway-key-1 of search");
  expect(lines).toEqual(["sent [redacted], [redacted] and [redacted] of search"]);
});
