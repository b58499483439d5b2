/// Posts as a telephone can hear them: WAV files that Asterisk plays, made of renditions when
/// somebody wants to listen and kept for who listens next. Its folder is a cache: nothing in it is
/// needed, and all of it is removed at every start.
///
/// Conversations ask for replays; this room knows the audio store and the transcoder, no telephone.
@NullMarked
package io.voicepost.gateway.replay;

import org.jspecify.annotations.NullMarked;
