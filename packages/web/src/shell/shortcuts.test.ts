import { describe, expect, it } from "vitest";
import { commandOf, type KeyPress } from "./shortcuts.ts";

const press = (fields: Partial<KeyPress>): KeyPress => ({
  key: "",
  code: "",
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  isTyping: false,
  altWrites: false,
  ...fields,
});

describe("commandOf", () => {
  it("leaves characters to the field that is written in", () => {
    expect(commandOf(press({ key: "?", isTyping: true }))).toBeUndefined();
    expect(commandOf(press({ key: "/", isTyping: true }))).toBeUndefined();
  });

  it("begins a conversation also while a field has the focus, on any layout", () => {
    expect(commandOf(press({ key: "˜", code: "KeyN", altKey: true, isTyping: true }))).toBe(
      "new-conversation",
    );
  });

  it("goes to a question and pauses from inside a field as well", () => {
    expect(commandOf(press({ key: "∆", code: "KeyJ", altKey: true, isTyping: true }))).toBe("focus-question");
    expect(commandOf(press({ key: "π", code: "KeyP", altKey: true, isTyping: true }))).toBe("toggle-pause");
  });

  it("leaves Option and a letter to the field on a Mac, where they write a character", () => {
    const onMac = press({ key: "π", code: "KeyP", altKey: true, isTyping: true, altWrites: true });
    expect(commandOf(onMac)).toBeUndefined();
    expect(commandOf({ ...onMac, isTyping: false })).toBe("toggle-pause");
  });

  it("leaves the browser's own combinations alone", () => {
    expect(commandOf(press({ key: "/", ctrlKey: true }))).toBeUndefined();
  });

  it("shows the list of keys and goes to the composer", () => {
    expect(commandOf(press({ key: "?" }))).toBe("show-shortcuts");
    expect(commandOf(press({ key: "/" }))).toBe("focus-composer");
  });
});
