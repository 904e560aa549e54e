import type { Plan } from "@aiwhisperer/protocol";

/** A plan that shows what plans can do, and that every model can carry out. */
export const examplePlan: Plan = {
  name: "Describe this project",
  tasks: [
    { id: "look", kind: "ai_interaction", title: "Look around", instructions: "List the files here" },
    { id: "read", kind: "ai_interaction", title: "Read the introduction", instructions: "Read README.md" },
    {
      id: "summary",
      kind: "ai_interaction",
      title: "Say what it is",
      instructions: "Say in a few sentences what this project is, from its files and its introduction.",
      inputs: { files: "look", introduction: "read" },
    },
    { id: "done", kind: "no_op", title: "Done", dependsOn: ["summary"] },
  ],
};
