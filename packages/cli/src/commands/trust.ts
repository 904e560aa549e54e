import { Command } from "commander";
import { type ResolvedConfig, requireConfig } from "../config/resolve-config.ts";
import { CommandFailure } from "../kit/command-failure.ts";
import type { CommandHost } from "../kit/command-host.ts";
import { configSubject } from "../trust/config-subject.ts";
import { dataFolderSubject, isOfWorkingFolder, rememberFolder } from "../trust/known-folder.ts";
import { describeSubject } from "../trust/require-trust.ts";
import { telemetrySubject } from "../trust/telemetry-package.ts";
import { openFolderStore, openTrustStore, type TrustStore } from "../trust/trust-store.ts";
import { type TrustSubject, visibleLine } from "../trust/trust-subject.ts";

const FOOTER = `
A configuration file that was found in the working folder decides about nothing until it was confirmed, and again after it or a file that it names
has changed. So does a data folder that no server of this user has made. Files and folders that a flag or a variable names need no confirmation.`;

/** Something of the working folder, with where its confirmation is stored. */
interface Place {
  readonly subject: TrustSubject;
  readonly store: TrustStore;
  confirm(): Promise<void>;
}

/** `aiwhisperer trust`: confirms what the working folder brings. */
export function trustCommand(host: CommandHost): Command {
  return new Command("trust")
    .description("confirm the configuration, the data folder and the packages that the working folder brings")
    .option("--show", "show them, and confirm nothing")
    .option("--forget", "take a confirmation back")
    .addHelpText("after", FOOTER)
    .action(
      async ({ show = false, forget = false }: { readonly show?: boolean; readonly forget?: boolean }) => {
        const places = await findPlaces(host);
        if (places.length === 0) host.stdout.write("This folder has nothing that needs a confirmation.\n");
        for (const place of places) {
          if (forget) await forgetPlace(place, host);
          else await confirmPlace(place, show, host);
        }
      },
    );
}

async function confirmPlace(
  { subject, store, confirm }: Place,
  isShow: boolean,
  host: CommandHost,
): Promise<void> {
  const known = await store.find(subject.path);
  if (known?.sha256 === subject.sha256) {
    host.stdout.write(`${subject.title} was confirmed ${known.trustedAt}: ${visibleLine(subject.path)}\n`);
    return;
  }
  const text = [describeSubject(subject, known?.trustedAt), ...subject.details].join("\n");
  host.stdout.write(`${text}\n`);
  if (isShow) return;
  await confirm();
  host.stdout.write("It is confirmed now. `aiwhisperer trust --forget` takes that back.\n");
}

async function forgetPlace({ subject, store }: Place, { stdout }: CommandHost): Promise<void> {
  const wasKnown = await store.remove(subject.path);
  const state = wasKnown ? "is no longer confirmed" : "was not confirmed";
  stdout.write(`${subject.title} ${state}: ${visibleLine(subject.path)}\n`);
}

async function findPlaces(host: CommandHost): Promise<readonly Place[]> {
  const resolved = requireConfig({ flags: {}, env: host.env, cwd: host.cwd });
  const [configs, folders] = [openTrustStore(host.env), openFolderStore(host.env)];
  if (configs === undefined || folders === undefined) {
    throw new CommandFailure("There is no place to store a confirmation: set HOME or XDG_STATE_HOME.");
  }
  const subjects = [await configOf(resolved), await telemetrySubject(host.cwd)];
  const parts = subjects.flatMap((subject) => (subject === undefined ? [] : [toPlace(subject, configs)]));
  return [...parts, ...(await dataFolderPlace(resolved, folders, host))];
}

async function configOf({ folderConfig }: ResolvedConfig): Promise<TrustSubject | undefined> {
  return folderConfig === undefined ? undefined : configSubject(folderConfig);
}

function toPlace(subject: TrustSubject, store: TrustStore): Place {
  const { path, sha256 } = subject;
  return {
    subject,
    store,
    confirm: () => store.add({ path, sha256, trustedAt: new Date().toISOString() }),
  };
}

async function dataFolderPlace(
  resolved: ResolvedConfig,
  store: TrustStore,
  host: CommandHost,
): Promise<readonly Place[]> {
  const { dataDir } = resolved.config;
  const subject = isOfWorkingFolder(resolved) ? await dataFolderSubject(dataDir) : undefined;
  if (subject === undefined) return [];
  return [{ subject, store, confirm: () => rememberFolder(dataDir, store, host) }];
}
