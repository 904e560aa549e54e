import type { ClientToolDescription } from "../tool/client-tool.ts";
import type { Tool } from "../tool/tool.ts";
import type { TurnContext } from "./turn-context.ts";

/** A tool as a turn finds it. */
export type FoundTool =
  | { readonly executor: "server"; readonly tool: Tool; readonly unusable: string | undefined }
  | { readonly executor: "client"; readonly tool: ClientToolDescription };

/** The tool of that name that is there now: the server's own before those that clients offer. */
export function findTool(turn: TurnContext, name: string): FoundTool | undefined {
  const registered = turn.tools.registry.find(name);
  if (registered !== undefined) {
    return { executor: "server", tool: registered.tool, unusable: registered.unusable };
  }
  const tool = turn.tools.clientTools().find((offered) => offered.name === name);
  return tool === undefined ? undefined : { executor: "client", tool };
}
