package io.voicepost.transcoder.ffmpeg;

import io.voicepost.transcoder.sound.Tempo;
import io.voicepost.transcoder.sound.UnplayableAudioException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Makes a WAV of a rendition of our own, for somebody to hear by telephone.
public final class RenditionToWav {
  static {
    Libraries.choose();
  }

  private RenditionToWav() {}

  /// Decodes to a new file, which is there only if this returns. Holds its thread for as long as it
  /// takes, some 30 ms for a minute: no place for a virtual thread.
  ///
  /// @param rendition as an [Encoder] of ours made it, byte for byte: it is decoded in this process
  /// @param sampleRate of the WAV, in Hz
  /// @throws UnplayableAudioException it is no such file
  /// @throws IOException the file cannot be read or the WAV not be written, there is no memory, or
  ///   FFmpeg's libraries cannot be loaded
  public static void decode(Path rendition, Path wav, Tempo tempo, int sampleRate)
      throws UnplayableAudioException, IOException {
    boolean done = false;
    try {
      RenditionDecoder.replay(rendition, wav, tempo, sampleRate);
      done = true;
    } catch (DecodeException e) {
      throw new UnplayableAudioException(String.valueOf(e.getMessage()));
    } catch (LinkageError e) {
      throw new IOException("FFmpeg's libraries cannot be loaded: " + e.getMessage(), e);
    } finally {
      if (!done) {
        Files.deleteIfExists(wav);
      }
    }
  }
}
