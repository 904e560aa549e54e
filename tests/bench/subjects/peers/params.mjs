// Params checked by hand, as somebody would who wants it to cost next to nothing.

const isText = (value, max) => typeof value === "string" && value.length >= 1 && value.length <= max;

/** Says of each method's params whether they are valid. */
export const CHECKS = {
  startSession: (params) => isObject(params) && isText(params.userId, 256),
  getSession: (params) => isObject(params) && isText(params.sessionId, 128),
  "interactive.echo": (params) => isObject(params) && isText(params.message, 1_000_000),
  sendUserMessage: (params) =>
    isObject(params) && isText(params.sessionId, 128) && isText(params.message, 1_000_000),
};

function isObject(value) {
  return typeof value === "object" && value !== null;
}
