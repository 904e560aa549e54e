import { type JsonObject, pickNumbers, toObject } from "../repair/loose-json.ts";

/** Token counts of Chat Completions; what is no number is left out. `undefined` when nothing can be read. */
export function repairChatUsage(given: unknown, isOpenRouter: boolean): JsonObject | undefined {
  const usage = toObject(given);
  if (usage === undefined) return undefined;
  const {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: total,
    cost,
  } = pickNumbers(usage);
  if (prompt === undefined && completion === undefined && total === undefined) return undefined;
  // OpenRouter's package takes the counts together or not at all.
  if (isOpenRouter && (prompt === undefined || completion === undefined)) return undefined;
  const sum = prompt === undefined || completion === undefined ? undefined : prompt + completion;
  const promptDetails = repairDetails(
    usage.prompt_tokens_details,
    isOpenRouter ? "cached_tokens" : undefined,
  );
  const completionDetails = repairDetails(
    usage.completion_tokens_details,
    isOpenRouter ? "reasoning_tokens" : undefined,
  );
  return {
    ...(prompt === undefined ? {} : { prompt_tokens: prompt }),
    ...(completion === undefined ? {} : { completion_tokens: completion }),
    ...((total ?? sum) === undefined ? {} : { total_tokens: total ?? sum }),
    ...(cost === undefined ? {} : { cost }),
    ...(promptDetails === undefined ? {} : { prompt_tokens_details: promptDetails }),
    ...(completionDetails === undefined ? {} : { completion_tokens_details: completionDetails }),
  };
}

/** Counts of Ollama's own API in the words of Chat Completions. */
export function ollamaUsage({ prompt_eval_count, eval_count }: JsonObject): JsonObject | undefined {
  if (prompt_eval_count === undefined && eval_count === undefined) return undefined;
  return { prompt_tokens: prompt_eval_count, completion_tokens: eval_count };
}

function repairDetails(given: unknown, required: string | undefined): JsonObject | undefined {
  const details = pickNumbers(given);
  if (Object.keys(details).length === 0) return undefined;
  return required === undefined || required in details ? details : { ...details, [required]: 0 };
}
