/** Every address that answers HTTP, beside the files of the web app and `/auth/ticket`: what is searched for secrets. A new one belongs here. */
export const SERVED_PAGES = [
  "/",
  "/healthz",
  "/readyz",
  "/metrics",
  "/openrpc.json",
  "/docs",
  "/ws",
] as const;
