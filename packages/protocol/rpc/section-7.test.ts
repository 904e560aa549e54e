import { expect, it } from "vitest";
import { createDispatchTable } from "./dispatch-table.ts";
import { createRawEnd } from "./fixtures/raw-end.ts";
import { section7Exchanges, section7Methods, withoutErrorData } from "./fixtures/section-7.ts";
import { Peer } from "./peer.ts";

const table = createDispatchTable(section7Methods);

it.each(section7Exchanges)("answers as section 7 does: $title", async ({ sent, answer }) => {
  const { raw, transport } = createRawEnd();
  new Peer({ transport, context: undefined, table });

  raw.send(sent);
  raw.send({ jsonrpc: "2.0", method: "get_data", id: "last" });

  if (answer !== null) expect(withoutErrorData(await raw.next())).toEqual(answer);
  expect(await raw.next()).toEqual({ jsonrpc: "2.0", result: ["hello", 5], id: "last" });
});
