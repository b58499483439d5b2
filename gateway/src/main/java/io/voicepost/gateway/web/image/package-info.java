/// Avatars: those that were uploaded, kept in the store, and those that are drawn from a handle.
@NullMarked
package io.voicepost.gateway.web.image;

import org.jspecify.annotations.NullMarked;
