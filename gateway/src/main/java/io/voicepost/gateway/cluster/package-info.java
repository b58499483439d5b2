/// The nodes that share a database: what one of them announces, the others hear, and so do running
/// gateways of what an operator's command did. Only ids go over the way between them, which storage
/// gives; the rest is read from the database. Its neighbour is `microblog`, whose announcements it
/// carries.
@NullMarked
package io.voicepost.gateway.cluster;

import org.jspecify.annotations.NullMarked;
