import type { DatabaseSync } from "node:sqlite";

/**
 * Gives an index an empty root page, since SQLite cannot rebuild one from a root that makes no sense. The index is wrong until it is rebuilt. Its pages
 * from before stay in the file, unused, until that is written anew.
 */
export function replaceIndexRoot(db: DatabaseSync, index: string): void {
  const version = Number(db.prepare("PRAGMA schema_version").get()?.schema_version);
  db.enableDefensive(false);
  try {
    db.exec(`
      BEGIN IMMEDIATE;
      CREATE TABLE spare_root (value TEXT UNIQUE);
      PRAGMA writable_schema = ON;
    `);
    db.prepare(
      `UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_spare_root_1')
       WHERE type = 'index' AND name = ?`,
    ).run(index);
    // A new number makes every connection read the schema again.
    db.exec(`
      DELETE FROM sqlite_schema WHERE tbl_name = 'spare_root';
      PRAGMA schema_version = ${version + 2};
      COMMIT;
    `);
  } finally {
    if (db.isTransaction) db.exec("ROLLBACK");
    db.exec("PRAGMA writable_schema = RESET");
    db.enableDefensive(true);
  }
}
