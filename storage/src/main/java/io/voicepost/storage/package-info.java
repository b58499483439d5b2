/// Accounts and posts, and where they are kept: one set of SQL on SQLite and PostgreSQL.
///
/// Knows nothing of telephones, transcoding or HTTP. Its neighbour is `storage.audio`, where the
/// bytes of the voices are.
@NullMarked
package io.voicepost.storage;

import org.jspecify.annotations.NullMarked;
