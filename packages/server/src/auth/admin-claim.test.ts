import { describe, expect, it } from "vitest";
import { DEFAULT_ADMIN_CLAIM, isAdminBy, parseAdminClaim } from "./admin-claim.ts";

const isAdmin = (text: string, claims: object): boolean => {
  const claim = parseAdminClaim(text);
  return claim !== undefined && isAdminBy(claim, claims);
};

describe("the claim that makes an admin", () => {
  it("is the role admin where nothing else is said", () => {
    expect(isAdminBy(DEFAULT_ADMIN_CLAIM, { role: "admin" })).toBe(true);
    expect(isAdminBy(DEFAULT_ADMIN_CLAIM, { role: "user" })).toBe(false);
    expect(isAdminBy(DEFAULT_ADMIN_CLAIM, {})).toBe(false);
  });

  it("is one text, or one of a list", () => {
    expect(isAdmin("roles=operator", { roles: ["user", "operator"] })).toBe(true);
    expect(isAdmin("roles=operator", { roles: ["operators", ["operator"]] })).toBe(false);
    expect(isAdmin("role=admin", { role: true })).toBe(false);
  });

  it("is one of the words of a scope, and of no other claim", () => {
    expect(isAdmin("scope=chat:admin", { scope: "openid chat:admin" })).toBe(true);
    expect(isAdmin("role=admin", { role: "not admin" })).toBe(false);
  });

  it("is found by the way to it, unless a claim has the whole way as its name", () => {
    expect(isAdmin("realm_access.roles=admin", { realm_access: { roles: ["admin"] } })).toBe(true);
    const named = { "https://example.com/roles": ["admin"] };
    expect(isAdmin("https://example.com/roles=admin", named)).toBe(true);
    expect(isAdmin("a.b=admin", { a: { b: "admin" }, "a.b": "user" })).toBe(false);
  });

  it("is never what every object inherits", () => {
    expect(isAdmin("constructor.name=Object", {})).toBe(false);
    expect(isAdmin("a.length=1", { a: "x" })).toBe(false);
  });

  it("is written as a claim, an equals sign and a value", () => {
    expect(parseAdminClaim(" scope=admin ")).toEqual({ claim: "scope", value: "admin" });
    for (const text of ["", "role", "role=", "=admin", "role=a=b", "role=a b"]) {
      expect(parseAdminClaim(text), text).toBeUndefined();
    }
  });
});
