/**
 * Every address that answers HTTP, beside the files of the web app and `/auth/ticket`: what is searched for
 * secrets. A new one belongs here.
 */
export const SERVED_PAGES = [
  "/",
  "/healthz",
  "/readyz",
  "/metrics",
  "/openrpc.json",
  "/asyncapi.json",
  "/docs",
  "/ws",
  "/admin",
  "/admin/api/server",
  "/admin/api/connections",
  "/admin/api/sessions",
  "/admin/api/turns",
  "/admin/api/configuration",
  "/admin/api/audit",
  "/admin/api/log-level",
] as const;
