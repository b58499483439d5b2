/// Mono WAV files of 16 bits: reading, writing, their loudness and their waveform.
@NullMarked
package io.voicepost.transcoder.sound;

import org.jspecify.annotations.NullMarked;
