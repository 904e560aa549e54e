import { systemClock } from "@aiwhisperer/engine";
import fastify from "fastify";
import { describe, expect, it } from "vitest";
import { type AuthOutcome, refuse } from "../kit/principal.ts";
import { openAuthentication, openToEverybody } from "./authentication.ts";
import { createHttpGuard } from "./http-guard.ts";
import { LOCAL_PRINCIPAL } from "./local-access.ts";

/** Routes for everybody that `admitRequest` names, and for admins. */
function routes(outcome: AuthOutcome) {
  const authentication = {
    ...openToEverybody({ clock: systemClock }),
    admitRequest: async () => outcome,
  };
  const guard = createHttpGuard(authentication);
  const http = fastify();
  http.get("/who", { onRequest: guard.user }, (request) => guard.principalOf(request));
  http.get("/admin", { onRequest: guard.admin }, (request) => guard.principalOf(request));
  http.get("/open", (request) => guard.principalOf(request));
  return async (path: string) => {
    const { statusCode, headers, body } = await http.inject(path);
    return { status: statusCode, challenge: headers["www-authenticate"], body };
  };
}

const ann = { userId: "ann", isAdmin: false };

describe("a guarded route", () => {
  it("knows the authenticated user", async () => {
    const get = routes(ann);
    expect(await get("/who")).toMatchObject({ status: 200, body: JSON.stringify(ann) });
    expect((await get("/open")).status).toBe(500);
  });

  it("is for admins where it says so", async () => {
    expect(await routes(ann)("/admin")).toMatchObject({ status: 403, body: "Only admins may do this.\n" });
    expect(await routes({ ...ann, isAdmin: true })("/admin")).toMatchObject({ status: 200 });
  });

  it.each([
    ["missing", 401, 'Bearer realm="aiwhisperer"'],
    ["malformed", 400, 'Bearer realm="aiwhisperer", error="invalid_request"'],
    ["invalid", 401, 'Bearer realm="aiwhisperer", error="invalid_token"'],
    ["expired", 401, 'Bearer realm="aiwhisperer", error="invalid_token"'],
    ["revoked", 401, 'Bearer realm="aiwhisperer", error="invalid_token"'],
    ["unavailable", 503, undefined],
  ] as const)("answers a credential that is %s with %i", async (reason, status, challenge) => {
    for (const path of ["/who", "/admin"]) {
      expect(await routes(refuse(reason))(path)).toMatchObject({ status, challenge });
    }
  });
});

describe("who is there", () => {
  it("is the local user, who may do everything, without authentication", async () => {
    const authentication = openToEverybody({ clock: systemClock });
    const request = { headers: {}, headersDistinct: {} };
    expect(await authentication.admitRequest(request)).toEqual(LOCAL_PRINCIPAL);
    expect(await authentication.admitUpgrade(request)).toEqual(LOCAL_PRINCIPAL);
  });

  it("refuses everyone where no kind of credential is configured", async () => {
    const authentication = await openAuthentication({ clock: systemClock, onFault: () => undefined });
    for (const token of ["aaa.bbb.ccc", `aiw_0123456789abcdef_${"A".repeat(43)}`]) {
      const request = { headers: {}, headersDistinct: { authorization: [`Bearer ${token}`] } };
      expect(await authentication.admitRequest(request)).toEqual({ refused: "invalid" });
    }
    authentication.close();
  });
});
