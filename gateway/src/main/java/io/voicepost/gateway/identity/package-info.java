/// Whose call is it, and what may it do: from what the network presents to an account, and from all
/// that is known to a [TrustDecision].
///
/// A number finds an account; it does not prove the caller. Numbers leave this room only sealed,
/// PINs and codes only in the answer that hands them out. Knows no HTTP and no Asterisk; its
/// neighbour `access` hashes for it.
@NullMarked
package io.voicepost.gateway.identity;

import org.jspecify.annotations.NullMarked;
