import { fileURLToPath } from "node:url";

/** Where the built web application is. */
export const webAppFolder = fileURLToPath(new URL("../../packages/web/dist", import.meta.url));
