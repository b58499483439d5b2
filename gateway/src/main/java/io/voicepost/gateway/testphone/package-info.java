/// A telephone: it dials a line over SIP, waits for the beep, speaks a WAV file, presses keys,
/// hangs up, and tells what became of the call. For `voicepost call`, the tests and the load bench.
/// It shares nothing with the service that it calls: to the gateway it is one more phone.
///
/// SIP is RFC 3261 over UDP, just enough for one call a dialog; RTP is RFC 3550 with the payloads
/// of RFC 3551 and RFC 7587, keys are RFC 4733 events.
@NullMarked
package io.voicepost.gateway.testphone;

import org.jspecify.annotations.NullMarked;
