import type { FastifyReply, FastifyRequest } from "fastify";
import { isRefused, type Principal } from "../kit/principal.ts";
import { toRefusalAnswer } from "../kit/refusal-answer.ts";
import type { Authentication } from "./authentication.ts";

/** An `onRequest` hook of a route: it answers requests that are refused. */
export type GuardHook = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** Keeps routes for those who have shown who they are. */
export interface HttpGuard {
  /** Lets users in; anybody else gets 401. */
  readonly user: GuardHook;
  /** Lets admins in; another user gets 403. */
  readonly admin: GuardHook;
  /** The sender of a request that a hook of this guard accepted. */
  principalOf(request: FastifyRequest): Principal;
  /** The sender of a request as far as a hook of this guard has identified it, also where it was refused. */
  findPrincipal(request: FastifyRequest): Principal | undefined;
}

/** Makes a guard for the routes of a server. */
export function createHttpGuard(authentication: Authentication): HttpGuard {
  const principals = new WeakMap<FastifyRequest, Principal>();
  const admit = async (request: FastifyRequest, reply: FastifyReply): Promise<Principal | undefined> => {
    const outcome = await authentication.admitRequest(request.raw);
    if (!isRefused(outcome)) {
      principals.set(request, outcome);
      return outcome;
    }
    const { status, headers, text } = toRefusalAnswer(outcome);
    await reply.code(status).headers(headers).type("text/plain; charset=utf-8").send(`${text}\n`);
    return undefined;
  };
  return {
    async user(request, reply) {
      await admit(request, reply);
    },
    async admin(request, reply) {
      const principal = await admit(request, reply);
      if (principal === undefined || principal.isAdmin) return;
      await reply.code(403).type("text/plain; charset=utf-8").send("Only admins may do this.\n");
    },
    principalOf(request) {
      const principal = principals.get(request);
      if (principal === undefined) throw new Error("the route has no guard");
      return principal;
    },
    findPrincipal: (request) => principals.get(request),
  };
}
