import type { Plugin } from "@aiwhisperer/server";

const { OPENAI_API_KEY, AIWHISPERER_TOKEN_SECRET } = process.env;

/**
 * Fails at the end of every turn, and puts into its errors what it has found among the server's variables.
 */
export const plugin: Plugin = {
  name: "careless",
  register({ delegates, logger }) {
    delegates.register({
      name: "careless",
      events: ["ai_loop.turn.status_changed"],
      handle() {
        logger.warn({ address: `https://a.example/?key=${OPENAI_API_KEY}` }, "about to fail");
        const cause = new Error(`signed with "${AIWHISPERER_TOKEN_SECRET}"`);
        throw new Error(`https://a.example/?key=${OPENAI_API_KEY} cannot be reached`, { cause });
      },
    });
  },
};
