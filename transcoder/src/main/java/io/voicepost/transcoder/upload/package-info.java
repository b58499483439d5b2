/// Sounds and pictures that people send, decoded behind the fence of `transcoder.fence`.
@NullMarked
package io.voicepost.transcoder.upload;

import org.jspecify.annotations.NullMarked;
