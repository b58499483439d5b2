/// The worker between spool and page: transcode, store, post, and only then forget.
@NullMarked
package io.voicepost.gateway.publish;

import org.jspecify.annotations.NullMarked;
