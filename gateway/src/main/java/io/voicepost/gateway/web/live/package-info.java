/// Live updates of the pages: new posts, edits and deletions as server-sent events of drawn cards.
@NullMarked
package io.voicepost.gateway.web.live;

import org.jspecify.annotations.NullMarked;
