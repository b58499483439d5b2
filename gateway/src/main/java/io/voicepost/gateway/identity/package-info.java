/// Whose call is it: from what the network presents to an account.
///
/// A number finds an account; it does not prove the caller. Numbers leave this room only sealed.
@NullMarked
package io.voicepost.gateway.identity;

import org.jspecify.annotations.NullMarked;
