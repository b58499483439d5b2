/// Accounts and posts, and where they are kept: one set of SQL on SQLite and PostgreSQL.
///
/// [io.voicepost.storage.sql.Database] is the door: it opens either of the two, brings the tables
/// up to date and gives the stores. A commit that was answered is on the disk: SQLite runs with
/// `synchronous=FULL`, and PostgreSQL must keep its `synchronous_commit`. Errors are of two kinds:
/// `IOException` where the database did not answer, unchecked where a statement was wrong. An
/// `IOException` leaves nothing behind, save where the answer to a commit was lost on its way;
/// every write may be repeated.
///
/// Knows nothing of telephones, transcoding or HTTP. Its neighbour is `storage.audio`, where the
/// bytes of the voices are.
@NullMarked
package io.voicepost.storage;

import org.jspecify.annotations.NullMarked;
