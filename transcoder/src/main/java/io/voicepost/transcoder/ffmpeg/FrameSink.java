package io.voicepost.transcoder.ffmpeg;

import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/// Takes what a [RenditionDecoder] decodes, frame by frame.
interface FrameSink {
  /// The frame is the decoder's and used again after this.
  void add(AVFrame frame) throws IOException, DecodeException;

  /// After the last frame: writes what is held back.
  void finish() throws IOException, DecodeException;
}
