import { implement, rpcError } from "@aiwhisperer/protocol";
import type { Connection, Extension } from "@aiwhisperer/server";
import { acmeOpenrpc } from "./gen/acme.openrpc.ts";
import { acme, defaultsOfPaintRequest } from "./gen/acme.ts";

const LITRES_A_COAT = 2.5;

/** The paint shop's methods, as an extension that a server can serve. A coat dries in `dryingMs`. */
export function paintShop({ dryingMs }: { readonly dryingMs: number }): Extension {
  const wet = new Map<string, number>();
  return {
    openrpc: acmeOpenrpc,
    implementation: implement<typeof acme, Connection>(acme, {
      paint({ wall, coats, colour = defaultsOfPaintRequest.colour }, call) {
        const dryInMs = (wet.get(wall) ?? 0) - performance.now();
        if (dryInMs > 0) throw rpcError(acme.errors.WallIsWet, { dryInMs: Math.ceil(dryInMs) });
        wet.set(wall, performance.now() + dryingMs);
        setTimeout(() => {
          wet.delete(wall);
          call.context.notify(acme.notifications.WallDriedNotification, { wall, colour });
        }, dryingMs);
        return { litres: coats * LITRES_A_COAT };
      },
    }),
  };
}
