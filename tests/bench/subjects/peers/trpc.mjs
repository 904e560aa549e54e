import { randomUUID } from "node:crypto";
import { initTRPC } from "@trpc/server";
import { applyWSSHandler } from "@trpc/server/adapters/ws";
import { WebSocketServer } from "ws";
import { z } from "zod";
import { answerEvents, SessionBook, userOf } from "./session-book.mjs";

// The same on tRPC over `ws`, with zod: a message to the model is a subscription to the events of its answer.

const book = new SessionBook();
const { router, procedure } = initTRPC.context().create();
const sessionId = z.string().min(1).max(128);
const message = z.string().min(1).max(1_000_000);

const appRouter = router({
  startSession: procedure
    .input(z.object({ userId: z.string().min(1).max(256) }))
    .mutation(({ ctx, input }) => book.start(ctx.user, input)),
  getSession: procedure.input(z.object({ sessionId })).query(({ ctx, input }) => book.get(ctx.user, input)),
  interactive: router({
    echo: procedure.input(z.object({ message })).query(({ input }) => input.message),
  }),
  sendUserMessage: procedure.input(z.object({ sessionId, message })).subscription(async function* ({
    ctx,
    input,
  }) {
    const { session } = book.get(ctx.user, input);
    if (session.title === "") session.title = input.message;
    const turnId = randomUUID();
    for await (const [, params] of answerEvents(session, { turnId, message: input.message })) yield params;
  }),
});

const server = new WebSocketServer({
  host: "127.0.0.1",
  port: 0,
  backlog: 4_096,
  perMessageDeflate: false,
  verifyClient: ({ req }) => userOf(req) !== undefined,
});
server.on("listening", () => process.stdout.write(`listens on ${server.address().port}\n`));
applyWSSHandler({ wss: server, router: appRouter, createContext: ({ req }) => ({ user: userOf(req) }) });
