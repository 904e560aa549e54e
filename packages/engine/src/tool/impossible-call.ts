/**
 * Why a call cannot succeed, in words for the model. A preview that rejects with it refuses the call: no
 * person is asked about what cannot be done or cannot be shown whole.
 */
export class ImpossibleCall extends Error {
  override readonly name: string = "ImpossibleCall";
}
