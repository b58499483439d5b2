package io.voicepost.transcoder.ffmpeg;

import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/// Takes what a [Decoder] decodes, frame by frame.
interface FrameSink {
  /// The frame is the decoder's and used again after this.
  void add(AVFrame frame) throws IOException, RefusedException;

  /// After the last frame: writes what is held back.
  void finish() throws IOException, RefusedException;
}
