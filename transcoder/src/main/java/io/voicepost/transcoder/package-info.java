/// From a recording to what a browser plays: [io.voicepost.transcoder.Transcoder] makes renditions,
/// waveform and measures of a WAV file, [io.voicepost.transcoder.upload.UploadDecoder] a WAV file
/// of what people send.
///
/// Knows nothing of telephones, storage or HTTP. FFmpeg is next door, in `transcoder.ffmpeg`; what
/// strangers send is decoded behind the fence of `transcoder.fence`.
@NullMarked
package io.voicepost.transcoder;

import org.jspecify.annotations.NullMarked;
