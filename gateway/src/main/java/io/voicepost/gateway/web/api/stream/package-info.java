/// The streaming API: channels over server-sent events and WebSockets (RFC 6455).
@NullMarked
package io.voicepost.gateway.web.api.stream;

import org.jspecify.annotations.NullMarked;
