/// Who may act on the web: signing up and in by password or passkey, apps and what people allow
/// them (OAuth 2), and the tokens that all of it ends in.
///
/// Imports storage only and knows no HTTP. A session in a browser is a token, too: one of the app
/// that our own pages are. No secret leaves this room but in the answer that hands it out; none is
/// logged, and [io.voicepost.gateway.access.Secret] prints as nothing.
@NullMarked
package io.voicepost.gateway.access;

import org.jspecify.annotations.NullMarked;
