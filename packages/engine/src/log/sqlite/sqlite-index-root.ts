import type { DatabaseSync } from "node:sqlite";

/**
 * Replaces the root page of an index by an empty one, since SQLite cannot rebuild an index from a malformed
 * root. The index is wrong until it is rebuilt. Its old pages stay in the file, unused, until the file is
 * rewritten.
 */
export function replaceIndexRoot(db: DatabaseSync, index: string): void {
  editSchema(db, () => {
    db.exec("CREATE TABLE spare_root (value TEXT UNIQUE)");
    db.prepare(
      `UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_spare_root_1')
       WHERE type = 'index' AND name = ?`,
    ).run(index);
    db.exec("DELETE FROM sqlite_schema WHERE tbl_name = 'spare_root'");
  });
}

/**
 * Edits the table of the schema in one transaction. Throws what the edit or the database throws; then nothing
 * has changed.
 */
export function editSchema(db: DatabaseSync, edit: () => void): void {
  const version = Number(db.prepare("PRAGMA schema_version").get()?.schema_version);
  db.enableDefensive(false);
  try {
    db.exec(`
      BEGIN IMMEDIATE;
      PRAGMA writable_schema = ON;
    `);
    edit();
    // A new number makes every connection read the schema again.
    db.exec(`
      PRAGMA schema_version = ${version + 2};
      COMMIT;
    `);
  } finally {
    if (db.isTransaction) db.exec("ROLLBACK");
    db.exec("PRAGMA writable_schema = RESET");
    db.enableDefensive(true);
  }
}
