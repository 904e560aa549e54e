import { expect, it } from "vitest";
import { parseChatLine } from "./chat-line.ts";

it.each([
  ["  hello /stop ", { type: "message", text: "hello /stop" }],
  ["   ", { type: "nothing" }],
  ["/stop", { type: "command", name: "stop", argument: "" }],
  [" /New  ollama:llama3.2:3b ", { type: "command", name: "new", argument: "ollama:llama3.2:3b" }],
  ["/", { type: "command", name: "", argument: "" }],
  ["//etc/hosts is a file", { type: "message", text: "/etc/hosts is a file" }],
])("reads %j", (line, expected) => {
  expect(parseChatLine(line)).toEqual(expected);
});
