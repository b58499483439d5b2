/// What the line says: prompts, numbers, handles and times in a language, as a list of sounds. Each
/// language is a table of `asterisk-conf/prompts`, with which the gateway is built; ICU says the
/// numbers by its rules or the table's.
///
/// Knows nothing of calls, of Asterisk, or of any room but [io.voicepost.gateway.language] and
/// storage's [io.voicepost.storage.Handle].
@NullMarked
package io.voicepost.gateway.speech;

import org.jspecify.annotations.NullMarked;
