import { describedContract } from "@aiwhisperer/protocol/document";
import { interactiveOpenrpc } from "@aiwhisperer/protocol/openrpc";
import { describe, expect, it } from "vitest";
import { findIn, partsOf } from "./contract-parts.tsx";

const contract = describedContract(interactiveOpenrpc);
const parts = partsOf(contract);
const idsOf = (id: string): readonly string[] =>
  parts.find((part) => part.id === id)?.entries.map((entry) => entry.id) ?? [];

describe("the parts of a contract", () => {
  it("are every method, notification, error and type, each once", () => {
    expect(idsOf("methods")).toEqual(contract.methods.map(({ name }) => name));
    expect(idsOf("notifications")).toEqual(contract.notifications.map(({ name }) => name));
    expect(idsOf("errors")).toEqual(contract.errors.map(({ name }) => name));
    expect(idsOf("types")).toContain("TurnStatus");
    const all = parts.flatMap(({ entries }) => entries.map(({ id }) => id));
    expect(new Set(all).size).toBe(all.length);
  });

  it("have a table for each list of fields that is not empty", () => {
    const start = parts[0]?.entries.find(({ id }) => id === "interactive.startSession");
    expect(start?.tables.map(({ titles }) => titles[0])).toEqual(["Param", "Result"]);
    expect(start?.errors).toContain("ModelUnavailable");
    const status = parts[3]?.entries.find(({ id }) => id === "TurnStatus");
    expect(status?.tables[0]?.rows).toHaveLength(8);
  });

  it("are found by words of names and remarks, in any order", () => {
    const found = findIn(parts, "Cancels TURN").flatMap(({ entries }) => entries.map(({ id }) => id));
    expect(found).toContain("interactive.cancelTurn");
    expect(found).not.toContain("interactive.startSession");
    expect(findIn(parts, "")).toEqual(parts);
    expect(findIn(parts, "no such words")).toEqual([]);
  });
});
