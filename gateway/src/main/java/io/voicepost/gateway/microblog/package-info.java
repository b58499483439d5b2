/// What can be done with accounts and posts, once: calls, the publisher, the web and the operator's
/// commands all come through here, and what happened leaves as an
/// [io.voicepost.gateway.microblog.Announcement].
@NullMarked
package io.voicepost.gateway.microblog;

import org.jspecify.annotations.NullMarked;
