import { LOG_LEVELS } from "@aiwhisperer/protocol/admin";
import { type ReactElement, useState } from "react";
import { askAdmin } from "./ask-admin.ts";

/** The level in force, and the callback for a change. */
export interface LogLevelSelectProps {
  readonly level: string;
  readonly onChanged: () => void;
}

/** A list to choose the server's log level from. */
export function LogLevelSelect({ level, onChanged }: LogLevelSelectProps): ReactElement {
  const [problem, setProblem] = useState<string>();
  const change = async (chosen: string): Promise<void> => {
    setProblem(undefined);
    try {
      await askAdmin("/log-level", { method: "PUT", body: { level: chosen } });
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    onChanged();
  };
  return (
    <label className="flex items-center gap-2 text-muted text-sm">
      Log level
      <select
        className="h-9 rounded-lg border border-edge bg-surface px-2 text-ink"
        onChange={(event) => void change(event.target.value)}
        value={level}
      >
        {LOG_LEVELS.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      {problem !== undefined && (
        <span role="alert" className="text-danger">
          {problem}
        </span>
      )}
    </label>
  );
}
