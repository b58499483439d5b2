/// One caller's conversation, as a plain function over a channel. Knows no Asterisk.
@NullMarked
package io.voicepost.gateway.call;

import org.jspecify.annotations.NullMarked;
