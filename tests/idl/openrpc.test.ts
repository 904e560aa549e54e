import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { compile, openrpcDocument } from "@aiwhisperer/idl";
import metaSchema from "@open-rpc/meta-schema";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { compileText, workspacePath } from "./load-generated.ts";

const draft7 = createRequire(import.meta.url)("ajv/dist/refs/json-schema-draft-07.json");

/**
 * OpenRPC's own schema. It refers to a copy of draft 7 on the network; the draft itself replaces that copy.
 */
function createOpenrpcJudge() {
  const ajv = new Ajv({ strict: false, validateFormats: false, logger: false });
  ajv.addSchema({ ...draft7, $id: "https://meta.json-schema.tools" });
  const reference = { definitions: { JSONSchemaObject: { properties: { $ref: { type: "string" } } } } };
  ajv.addSchema({ ...reference, $id: "https://meta.json-schema.tools/" });
  return ajv.compile({ ...(metaSchema as object), $schema: "http://json-schema.org/draft-07/schema#" });
}

const isOpenrpc = createOpenrpcJudge();

describe("the OpenRPC document", () => {
  it("of the project's contract satisfies OpenRPC's meta-schema", () => {
    const { model } = compile(workspacePath("packages/protocol/interactive.def"), {
      readFile: (path) => readFileSync(path, "utf8"),
    });
    const namespace = model!.namespaces[0]!;
    const document = openrpcDocument(model!, namespace);
    isOpenrpc(document);
    expect(isOpenrpc.errors).toBeNull();
    expect(document.methods).toHaveLength(namespace.methods.length + namespace.untypedMethods.length);
  });

  it("is refused by the meta-schema when a method has no params, so that the check is a check", () => {
    const document = { openrpc: "1.3.2", info: { title: "T", version: "1" }, methods: [{ name: "x" }] };
    expect(isOpenrpc(document)).toBe(false);
  });

  it("has params by name, the result, errors by reference and notifications apart", () => {
    const model = compileText(`
      namespace Acme {
        /// Orders something.
        /// Paid later.
        message OrderRequest raises SoldOut deprecated "use buy" { item: string(1..9) count: int(1..) optional }
        message OrderResponse { orderId: string }
        message StockNotification { left: int }
        /// Nothing is left.
        error SoldOut = -32050 "Sold out." retry { item: string }
      }`);
    const document = openrpcDocument(model, model.namespaces[0]!, { version: "2.0.0" });
    isOpenrpc(document);
    expect(isOpenrpc.errors).toBeNull();
    const max = Number.MAX_SAFE_INTEGER;
    expect(document).toMatchObject({ info: { title: "Acme", version: "2.0.0" } });
    expect(document.methods).toEqual([
      {
        name: "acme.order",
        summary: "Orders something.",
        description: "Orders something.\nPaid later.",
        deprecated: true,
        "x-deprecated": "use buy",
        paramStructure: "by-name",
        params: [
          {
            name: "item",
            required: true,
            schema: { title: "OrderRequestItem", type: "string", minLength: 1, maxLength: 9 },
          },
          {
            name: "count",
            required: false,
            schema: { title: "OrderRequestCount", type: "integer", minimum: 1, maximum: max },
          },
        ],
        result: { name: "OrderResponse", schema: { $ref: "#/components/schemas/OrderResponse" } },
        errors: [{ $ref: "#/components/errors/SoldOut" }],
      },
    ]);
    expect(document["x-notifications"]).toEqual([
      {
        name: "StockNotification",
        paramStructure: "by-name",
        params: [
          {
            name: "left",
            required: true,
            schema: { title: "StockNotificationLeft", type: "integer", minimum: -max, maximum: max },
          },
        ],
      },
    ]);
    expect(document["x-errors"]).toEqual([
      {
        name: "SoldOut",
        code: -32050,
        message: "Sold out.",
        description: "Nothing is left.",
        retry: true,
        data: { $ref: "#/components/schemas/SoldOutData" },
      },
    ]);
  });
});
