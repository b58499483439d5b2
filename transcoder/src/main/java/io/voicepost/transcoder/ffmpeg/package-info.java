/// FFmpeg in our process: [io.voicepost.transcoder.ffmpeg.Encoder] turns PCM into a file in memory,
/// as a [io.voicepost.transcoder.ffmpeg.Recipe] says.
///
/// Alone imports `org.bytedeco`, and alone allocates native memory; all of it is freed before a
/// method returns. Only encoders and muxers are used: no demuxer or decoder ever sees foreign
/// bytes.
///
/// JavaCPP unpacks FFmpeg's libraries (about 60 MB) once into the folder that the system property
/// `org.bytedeco.javacpp.cachedir` names, by default `~/.javacpp/cache`, and leaves them there for
/// the next start.
@NullMarked
package io.voicepost.transcoder.ffmpeg;

import org.jspecify.annotations.NullMarked;
