/// Tells voices from what machines send: tones, fax, beeps, announcements that repeat.
@NullMarked
package io.voicepost.transcoder.detect;

import org.jspecify.annotations.NullMarked;
