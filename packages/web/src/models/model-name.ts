import type { ModelInfo } from "@aiwhisperer/protocol";

const demoModel = "demo";

/** Whether a model is the built-in demonstration, which understands nothing. */
export function isDemo(model: string): boolean {
  return model === demoModel || model.startsWith(`${demoModel}:`);
}

/** Whether an entry of the list is a provider that takes any model name: `ollama:`. */
export function takesAnyName({ model }: Pick<ModelInfo, "model">): boolean {
  return model.endsWith(":");
}

/** A model as a person reads it, without its provider: `openai:gpt-5` is `gpt-5`. */
export function shortModelName(model: string): string {
  if (isDemo(model)) return "Demo model";
  const name = model.slice(model.indexOf(":") + 1);
  return name === "" ? model.slice(0, -1) : name;
}

/**
 * The model that a new conversation begins with: the server's default, or else the first that can be used.
 */
export function initialModel(models: readonly ModelInfo[]): string | undefined {
  const usable = models.filter((entry) => entry.usable && !takesAnyName(entry));
  return (usable.find((entry) => entry.isDefault) ?? usable[0])?.model;
}
