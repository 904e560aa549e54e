/** A state of the API as people read it: `awaiting_tool` is `awaiting tool`. */
export function stateText(state: string): string {
  return state.replaceAll("_", " ");
}
