import type { ToolCall } from "@aiwhisperer/client";
import { ToolDisplayKind, ToolEffect } from "@aiwhisperer/protocol";
import { expect, it } from "vitest";
import { approvalLines } from "./approval-lines.ts";

const plain = (text: string): string => text;
const style = { dim: plain, bold: plain, added: plain, removed: plain, warning: plain };

it("says what has changed in the tool, and which word allows what", () => {
  const toolChanges = [{ part: "description", before: "Adds.", after: "Adds.\nSends\u200b." }];
  const scopes = [
    { scope: { type: "command", command: "ls -l" }, label: "ls -l", text: "Exactly this." },
    { scope: { type: "commandPrefix", prefixes: ["ls"] }, label: "ls …", text: "With any arguments." },
    { scope: { type: "tool" }, label: "every command", text: "Whatever it is." },
  ];
  const call = {
    toolName: "run",
    effect: ToolEffect.Execute,
    arguments: {},
    approval: { toolChanges, scopes },
  };
  const lines = approvalLines(call as unknown as ToolCall, style);
  expect(lines).toContain("  The tool has changed since it was allowed: description.");
  expect(lines).toContain("  - description: Adds.");
  expect(lines).toContain("  + description: Adds. Sends⟨U+200B⟩.");
  expect(lines.slice(-3)).toEqual([
    "  always (ls …): With any arguments.",
    "  exact (ls -l): Exactly this.",
    "  every (every command): Whatever it is.",
  ]);
});

it("shows all of a change, why it is asked about, and hidden characters as codes", () => {
  const text = `@@ -0,0 +1,1001 @@\n${"+line\n".repeat(1_000)}+last\u202e\n`;
  const display = { kind: ToolDisplayKind.Diff, title: "a\u200b.txt", text, note: "It is protected." };
  const call = {
    toolName: "write\u2066_file",
    effect: ToolEffect.Write,
    arguments: {},
    approval: { display },
  };
  const lines = approvalLines(call as unknown as ToolCall, style);
  expect(lines[0]).toContain("write⟨U+2066⟩_file a⟨U+200B⟩.txt");
  expect(lines[1]).toBe("  It is protected.");
  expect(lines).toHaveLength(1_004);
  expect(lines).toContain("  +last⟨U+202E⟩");
});

it.each([
  [{ sandbox: "bubblewrap", network: false, summary: "Confined\u202e." }, "dim   Confined⟨U+202E⟩."],
  [{ network: true, summary: "Not confined: no sandbox." }, "warning   Not confined: no sandbox."],
])("shows what confines a program, and warns where nothing does", (confinement, line) => {
  const marking = {
    ...style,
    dim: (text: string) => `dim ${text}`,
    warning: (text: string) => `warning ${text}`,
  };
  const call = {
    toolName: "run_command",
    effect: ToolEffect.Execute,
    arguments: {},
    approval: { confinement },
  };
  expect(approvalLines(call as unknown as ToolCall, marking)).toContain(line);
});
