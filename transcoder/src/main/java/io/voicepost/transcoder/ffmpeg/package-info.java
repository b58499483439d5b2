/// FFmpeg: [io.voicepost.transcoder.ffmpeg.Encoder] turns PCM into a file in memory, as a
/// [EncodingProfile] says; [RenditionToWav] turns such a file back into PCM.
///
/// Alone imports `org.bytedeco`, and alone allocates native memory; all of it is freed before a
/// method returns. In the gateway's process demuxers and decoders see only what our own encoders
/// made. Foreign bytes meet FFmpeg's command behind the fence and nowhere else.
///
/// FFmpeg's libraries are the system's if it has those of FFmpeg 5.1 (Debian 12's `libavcodec59`,
/// `libavformat59`, `libswresample4`), else JavaCPP's own at half the speed. JavaCPP unpacks once,
/// 2 to 40 MB, into the folder that the system property `org.bytedeco.javacpp.cachedir` names, by
/// default `~/.javacpp/cache`, and leaves it there for the next start.
@NullMarked
package io.voicepost.transcoder.ffmpeg;

import org.jspecify.annotations.NullMarked;
