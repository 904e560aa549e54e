import { createClient } from "@aiwhisperer/client";

// A whole program: it has to end by itself once its client is closed.
const [url = ""] = process.argv.slice(2);
const client = createClient({ url });
const session = await client.startSession();
for await (const delta of session.send("Hello")) process.stdout.write(delta);
client.close();
