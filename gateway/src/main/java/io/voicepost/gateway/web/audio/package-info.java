/// Audio files over HTTP, whole and in parts, and the cache of those that many want.
@NullMarked
package io.voicepost.gateway.web.audio;

import org.jspecify.annotations.NullMarked;
