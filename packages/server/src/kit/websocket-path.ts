/** Path of the WebSocket endpoint. */
export const WEBSOCKET_PATH = "/ws";
