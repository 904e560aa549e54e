import { startTestServer, testModels } from "../support/server.ts";
import { webAppFolder } from "./web-app-folder.ts";

const s = await startTestServer({
  models: testModels(Number(process.argv[2] ?? 22)),
  server: { webAppFolder },
});
console.log(s.url);
