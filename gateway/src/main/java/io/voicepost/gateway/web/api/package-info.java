/// The Mastodon client API over Armeria, and who may call it.
///
/// Each endpoint is a [io.voicepost.gateway.web.http.Route]: method, path, who may, how often, and
/// the code that answers. [ApiRouter] does the rest: it finds who asks, counts, reads the body,
/// runs the route on a virtual thread and turns what goes wrong into the documented error. Entities
/// are records whose components are named as the documented fields.
@NullMarked
package io.voicepost.gateway.web.api;

import org.jspecify.annotations.NullMarked;
