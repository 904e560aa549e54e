import type { DatabaseSync } from "node:sqlite";
import { LogFault } from "../log-fault.ts";

/** Marks a SQLite file as an event log of this program: "AIWL" in ASCII. */
const applicationId = 0x4149574c;

/** The number of the last opening, and of probes of the disk. */
export const metaTable = `
  CREATE TABLE meta (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    epoch INTEGER NOT NULL,
    probes INTEGER NOT NULL
  ) STRICT;
`;

/**
 * The first schema. Events keep the order in which they came (a growing rowid), and several of a session
 * share a row: their texts joined by line breaks, which JSON text never has. `doomed` has the sessions whose
 * events are still being removed.
 */
const firstSchema = `
  ${metaTable}
  INSERT INTO meta (id, epoch, probes) VALUES (1, 0, 0);

  CREATE TABLE sessions (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id TEXT NOT NULL UNIQUE,
    user_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    status INTEGER NOT NULL,
    title TEXT NOT NULL,
    has_open_turn INTEGER NOT NULL,
    params TEXT NOT NULL
  ) STRICT;
  CREATE INDEX sessions_by_time ON sessions (updated_at DESC, session_id);
  CREATE INDEX sessions_by_user ON sessions (user_id, updated_at DESC, session_id);
  CREATE INDEX sessions_open ON sessions (key) WHERE has_open_turn = 1;

  CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    session INTEGER NOT NULL,
    first_sequence INTEGER NOT NULL,
    count INTEGER NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX events_by_session ON events (session, first_sequence);

  CREATE TABLE answers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id TEXT NOT NULL,
    key TEXT NOT NULL,
    digest TEXT NOT NULL,
    result TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX answers_by_key ON answers (user_id, key);
  CREATE INDEX answers_by_time ON answers (at);

  CREATE TABLE doomed (key INTEGER PRIMARY KEY) STRICT;
`;

/** Rows have a checksum; rows from earlier versions have none. */
const rowChecksums = "ALTER TABLE events ADD COLUMN checksum INTEGER";

/**
 * What sessions have used goes with them; what a user has used on the newest day stays when sessions are
 * deleted.
 */
const usage = `
  ALTER TABLE sessions ADD COLUMN used_tokens INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE sessions ADD COLUMN used_micro_dollars INTEGER NOT NULL DEFAULT 0;

  CREATE TABLE user_usage (
    user_id TEXT PRIMARY KEY,
    day INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    micro_dollars INTEGER NOT NULL
  ) STRICT;
`;

/**
 * The users that each session is shared with. Sessions from earlier versions are migrated from their records,
 * which may be damaged.
 */
const shares = `
  CREATE TABLE shares (
    session INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    PRIMARY KEY (session, user_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX shares_by_user ON shares (user_id);

  INSERT INTO shares (session, user_id)
  SELECT sessions.key, shared.key
  FROM sessions, json_each(CASE WHEN json_valid(params) THEN params ELSE '{}' END, '$.shared') AS shared;
`;

/**
 * From here on, texts of rows may be packed, which earlier versions cannot read, and the last events of
 * sessions may be in the journal.
 */
const journal = `
  CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    checksum INTEGER NOT NULL
  ) STRICT;
`;

/** States of models' providers that belong to steps, each with the event that completes its step. */
const stepStates = `
  CREATE TABLE step_states (
    id INTEGER PRIMARY KEY,
    session INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    text TEXT NOT NULL,
    checksum INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX step_states_by_session ON step_states (session, sequence);
`;

/**
 * Session rows, answer rows, usage, and places of event and step state rows have checksums; rows from before
 * have none. A session row has the sequence of the last event at its last change, so that missing last events
 * are noticed. Each journal row lists the keys of its sessions, so that a damaged row names them. Damaged
 * journal rows are set aside in `damaged_journal`.
 */
const damage = `
  ALTER TABLE sessions ADD COLUMN last_sequence INTEGER;
  ALTER TABLE sessions ADD COLUMN checksum INTEGER;
  ALTER TABLE sessions ADD COLUMN usage_checksum INTEGER;
  ALTER TABLE user_usage ADD COLUMN checksum INTEGER;
  ALTER TABLE answers ADD COLUMN checksum INTEGER;
  ALTER TABLE events ADD COLUMN place INTEGER;
  ALTER TABLE step_states ADD COLUMN place INTEGER;
  ALTER TABLE journal ADD COLUMN keys TEXT;
  CREATE TABLE damaged_journal (
    id INTEGER PRIMARY KEY,
    text TEXT,
    checksum INTEGER,
    keys TEXT
  ) STRICT;
  CREATE TABLE damaged_sessions (key INTEGER PRIMARY KEY) STRICT;
`;

/** What leads from each schema version to the next; only ever appended to. */
const migrations: readonly string[] = [firstSchema, rowChecksums, usage, shares, journal, stepStates, damage];

/** Refuses a file that a later version or another program wrote. Changes nothing. */
export function checkSchema(db: DatabaseSync, path: string): void {
  const version = readPragma(db, "user_version");
  const owner = readPragma(db, "application_id");
  if (owner !== applicationId && !(owner === 0 && version === 0 && isEmpty(db))) {
    throw new LogFault(
      "damaged",
      `${path} is a database of another program: choose another place for the event log, or run \`aiwhisperer repair\` if it was a log.`,
    );
  }
  if (version > migrations.length) {
    throw new LogFault(
      "newer_schema",
      `${path} was written by a later version (schema ${version}, this one knows ${migrations.length}): start that version, or restore a backup from before the update.`,
    );
  }
}

/**
 * Brings the file to the newest schema. To be called inside a write transaction, so that a crash leaves the
 * old one whole.
 */
export function migrate(db: DatabaseSync): void {
  for (const migration of migrations.slice(readPragma(db, "user_version"))) {
    db.exec(migration);
  }
  db.exec(`PRAGMA user_version = ${migrations.length}; PRAGMA application_id = ${applicationId}`);
}

/** Whether the file has every table of the newest schema, unless one was lost. */
export function isNewestSchema(db: DatabaseSync): boolean {
  return readPragma(db, "user_version") === migrations.length;
}

/** Value of a pragma that is one number. */
export function readPragma(
  db: DatabaseSync,
  name: "user_version" | "application_id" | "page_size" | "page_count" | "freelist_count",
): number {
  return Number(db.prepare(`PRAGMA ${name}`).get()?.[name]);
}

function isEmpty(db: DatabaseSync): boolean {
  return db.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
}
