/// One set of SQL on SQLite and PostgreSQL. [Database] opens either of the two, brings the tables
/// up to date and gives the stores; [NodeChannel] carries what nodes tell each other.
@NullMarked
package io.voicepost.storage.sql;

import org.jspecify.annotations.NullMarked;
