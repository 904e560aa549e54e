import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** The part of a lockfile that is read here: every package by the path that it is installed at. */
interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
}

const FOLDER = "node_modules/";

/** Names of the packages in a project's own `node_modules`, those of scopes included. */
export async function listInstalled(project: string): Promise<readonly string[]> {
  const folder = join(project, FOLDER);
  const names = (await readdir(folder)).filter((name) => !name.startsWith("."));
  const found = await Promise.all(
    names.map(async (name) =>
      name.startsWith("@") ? (await readdir(join(folder, name))).map((inner) => `${name}/${inner}`) : [name],
    ),
  );
  return found.flat();
}

/** Names of the packages that a lockfile has for development alone. */
export function readDevelopmentPackages(lockfileText: string): ReadonlySet<string> {
  const { packages } = JSON.parse(lockfileText) as Lockfile;
  const paths = Object.keys(packages).filter((path) => path.startsWith(FOLDER) && packages[path]?.dev);
  return new Set(paths.map((path) => path.slice(FOLDER.length)));
}
