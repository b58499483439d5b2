/// The entities of the Mastodon API, and how accounts and posts become them. Components are named
/// as the documented fields.
@NullMarked
package io.voicepost.gateway.web.api.entity;

import org.jspecify.annotations.NullMarked;
