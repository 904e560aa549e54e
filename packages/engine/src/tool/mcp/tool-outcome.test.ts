import { describe, expect, it } from "vitest";
import { toToolOutcome } from "./tool-outcome.ts";

describe("toToolOutcome", () => {
  it("joins texts line by line", () => {
    const content = [
      { type: "text", text: "one" },
      { type: "text", text: "two" },
    ];
    expect(toToolOutcome({ content })).toEqual({ result: "one\ntwo", isError: false });
  });

  it("returns the text if there is any, and structured content as JSON otherwise", () => {
    const structuredContent = { sum: 3 };
    expect(toToolOutcome({ content: [], structuredContent }).result).toEqual({ sum: 3 });
    const content = [{ type: "text", text: "it is 3" }];
    expect(toToolOutcome({ content, structuredContent }).result).toBe("it is 3");
  });

  it("names images and audio with type and size, also beside structured content", () => {
    const data = Buffer.from("12345").toString("base64");
    const content = [
      { type: "image", mimeType: "image/png", data },
      { type: "audio", mimeType: "audio/wav", data },
    ];
    const described = "[image: image/png, 5 bytes]\n[audio: audio/wav, 5 bytes]";
    expect(toToolOutcome({ content }).result).toBe(described);
    expect(toToolOutcome({ content, structuredContent: { n: 1 } }).result).toBe(`{"n":1}\n${described}`);
  });

  it("puts the text of a resource in, and names one that is no text or only linked", () => {
    const blob = Buffer.from("123").toString("base64");
    const content = [
      { type: "resource", resource: { uri: "a://1", mimeType: "text/plain", text: "inside" } },
      { type: "resource", resource: { uri: "a://2", blob } },
      { type: "resource_link", uri: "a://3", name: "third", mimeType: "text/css" },
      { type: "resource_link", uri: "a://4", name: "fourth" },
    ];
    expect(toToolOutcome({ content }).result).toBe(
      [
        "[resource: a://1, text/plain]\ninside",
        "[resource: a://2, unknown type, 3 bytes]",
        "[resource link: third, a://3, text/css]",
        "[resource link: fourth, a://4]",
      ].join("\n"),
    );
  });

  it("reads content of other JSON types", () => {
    const content = [1.5, true, ["a", { b: 2 }], null, "x"];
    expect(toToolOutcome({ content }).result).toBe('1.5\ntrue\n["a",{"b":2}]\n[content that is null]\nx');
  });

  it.each([{}, { type: "q" }, 1, { a: [[], []] }])("bounds its work on very many pieces like %j", (piece) => {
    const content = Array.from({ length: 1_000_000 }, () => piece);
    const before = process.threadCpuUsage();
    const { result } = toToolOutcome({ content });
    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(250);
    expect(result).toMatch(/\n\[left out: 990000 more pieces of content\]$/);
  });

  it("keeps that it failed", () => {
    expect(toToolOutcome({ content: [], isError: true })).toEqual({
      result: "The tool returned no content.",
      isError: true,
    });
  });
});
