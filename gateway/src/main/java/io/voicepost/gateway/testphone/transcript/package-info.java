/// What was said in a call, in words: the service's sounds are found again in what came out of the
/// receiver, and told with what the caller said and keyed. It knows nothing of telephones and of
/// the service: it has the texts of the prompts and their sounds, and samples at
/// [io.voicepost.gateway.testphone.transcript.Recogniser#RATE].
@NullMarked
package io.voicepost.gateway.testphone.transcript;

import org.jspecify.annotations.NullMarked;
