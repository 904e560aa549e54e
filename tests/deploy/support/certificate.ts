import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** Name under which the world would know the server. */
export const PUBLIC_NAME = "ai.example.com";

/** A certificate that signs itself, for this machine and `PUBLIC_NAME`. */
export interface Certificate {
  readonly certificateFile: string;
  readonly keyFile: string;
  /** PEM. */
  readonly text: string;
}

/** Makes a certificate by openssl. */
export async function createCertificate(folder: string): Promise<Certificate> {
  const certificateFile = join(folder, "certificate.pem");
  const keyFile = join(folder, "key.pem");
  await promisify(execFile)("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1"],
    ...["-subj", `/CN=${PUBLIC_NAME}`],
    ...["-addext", `subjectAltName=DNS:${PUBLIC_NAME},DNS:localhost,IP:127.0.0.1`],
    ...["-keyout", keyFile, "-out", certificateFile],
  ]);
  return { certificateFile, keyFile, text: await readFile(certificateFile, "utf8") };
}
