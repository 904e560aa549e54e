import { ToolEffect } from "@aiwhisperer/protocol";
import { expect, it } from "vitest";
import { defineTool } from "../grant/tool-definition.ts";
import { describeClientTools } from "./client-tool.ts";

it("a client's tool is defined differently from a server's that is the same otherwise", () => {
  const inputSchema = { type: "object", properties: { command: { type: "string" } } };
  const same = { name: "run_command", description: "Runs a command.", inputSchema };
  const [ofClient] = describeClientTools([{ ...same, effect: ToolEffect.Execute }], 1_000);
  if (ofClient === undefined) throw new Error("no tool");
  expect(defineTool(ofClient).hash).not.toBe(defineTool({ ...same, effect: "execute" }).hash);
  expect(ofClient.effect).toBe("execute");
});
