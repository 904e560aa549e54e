import { lazy, type ReactElement } from "react";
import { OnDemand } from "../ui/on-demand.tsx";
import { ModelLabel, modelButtonClass, modelButtonName } from "./model-label.tsx";
import type { ModelPickerProps } from "./model-picker.tsx";

const LoadedPicker = lazy(() =>
  import("./model-picker.tsx").then(({ ModelPicker }) => ({ default: ModelPicker })),
);

/** The button with the chosen model; the list of models loads when it is asked for. */
export function LazyModelPicker(props: ModelPickerProps): ReactElement {
  const { models, value } = props;
  return (
    <OnDemand
      closed={(ask) => (
        <button
          type="button"
          onClick={ask}
          disabled={models.length === 0}
          className={modelButtonClass}
          aria-haspopup="dialog"
          aria-expanded={false}
          aria-label={modelButtonName(value)}
        >
          <ModelLabel value={value} />
        </button>
      )}
    >
      <LoadedPicker {...props} />
    </OnDemand>
  );
}
