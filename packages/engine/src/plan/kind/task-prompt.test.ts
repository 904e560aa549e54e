import { describe, expect, it } from "vitest";
import { DEFAULT_ENGINE_LIMITS } from "../../kit/limits.ts";
import type { TaskInput } from "../task-kind.ts";
import { taskContext, taskPrompt } from "./task-prompt.ts";

const prompt = (inputs: Readonly<Record<string, TaskInput>>, maxTaskInputLength = 100): string => {
  const task = { id: "t", kind: "ai_interaction", instructions: "Do it." };
  return taskPrompt({
    planId: "p",
    plan: { name: "plan", tasks: [task] },
    task,
    attempt: 1,
    inputs: new Map(Object.entries(inputs)),
    limits: { ...DEFAULT_ENGINE_LIMITS, maxTaskInputLength },
    schemas: { check: () => Promise.reject(new Error("a prompt checks nothing")) },
    signal: new AbortController().signal,
    ask: () => Promise.reject(new Error("a prompt asks nothing")),
  });
};

describe("taskPrompt", () => {
  it("is the instructions, then each input under its name: text as it is, other results as JSON", () => {
    expect(
      prompt({ story: { taskId: "a", result: "Once." }, data: { taskId: "b", result: { x: [1] } } }),
    ).toBe(
      [
        "Do it.",
        "## story\n\nResult of the task a:\n\n```\nOnce.\n```",
        '## data\n\nResult of the task b:\n\n```json\n{\n  "x": [\n    1\n  ]\n}\n```',
      ].join("\n\n"),
    );
  });

  it("fences a result so that it cannot close its fence", () => {
    expect(prompt({ code: { taskId: "a", result: "````\nend\n````" } })).toContain(
      "`````\n````\nend\n````\n`````",
    );
  });

  it("cuts a long result, never inside a character, and says so", () => {
    const text = prompt({ long: { taskId: "a", result: "ab😀cd" } }, 3);
    expect(text).toContain("```\nab\ufffd\n```");
    expect(text).toContain("3 of 6 characters are shown (limit maxTaskInputLength)");
  });

  it("says why a result is missing", () => {
    expect(prompt({ gone: { taskId: "a", error: { code: "x", message: "No luck." } } })).toBe(
      "Do it.\n\n## gone\n\nThere is no result of the task a: No luck.",
    );
  });
});

describe("taskContext", () => {
  it("is the plan's own system prompt and then the kind's, where there are any", () => {
    const plan = { name: "plan", tasks: [] };
    expect(taskContext(plan)).toEqual({});
    expect(taskContext(plan, "Write code.")).toEqual({ context: "Write code." });
    expect(taskContext({ ...plan, context: "Be brief." }, "Write code.")).toEqual({
      context: "Be brief.\n\nWrite code.",
    });
  });
});
