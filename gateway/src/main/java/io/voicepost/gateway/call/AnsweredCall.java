package io.voicepost.gateway.call;

import io.voicepost.gateway.identity.Caller;
import io.voicepost.gateway.spool.Origin;
import io.voicepost.storage.phone.CallVerdict;

/// What is known of a call when it is answered.
///
/// @param verdict what fair use says of it
record AnsweredCall(Caller caller, Origin origin, CallVerdict verdict) {}
