/// The durable hand-over between the call and the post: one folder a message, which only moves
/// forward.
///
/// | folder | what it means |
/// | --- | --- |
/// | `recording/` | the intent is written, Asterisk records into it |
/// | `captured/` | audio, facts and folders are flushed: the message can no longer be lost |
/// | `posted/` | confirmed; removed after a day |
/// | `quarantine/` | can never become a post; kept with its reason for the operator |
/// | `fallback/` | what Asterisk recorded alone while the gateway was away |
/// | `calls/` | which messages a call has, by the call's name; removed after a day |
///
/// Every move is one atomic rename, followed by a flush of both folders.
@NullMarked
package io.voicepost.gateway.spool;

import org.jspecify.annotations.NullMarked;
