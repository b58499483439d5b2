package io.voicepost.gateway.publish;

import io.voicepost.gateway.spool.SpooledRecording;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.Voice;
import io.voicepost.transcoder.Rendition;
import io.voicepost.transcoder.Transcoder;
import io.voicepost.transcoder.sound.UnplayableAudioException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;

/// Makes of a message what is heard of it: transcodes it and stores the renditions. Safe for many
/// threads.
public final class RenditionMaker {
  private final Transcoder transcoder;
  private final AudioStore audio;

  public RenditionMaker(Transcoder transcoder, AudioStore audio) {
    this.transcoder = transcoder;
    this.audio = audio;
  }

  /// Doing it twice is harmless: the same message has the same keys.
  ///
  /// @throws IOException if it is to be tried again later
  /// @throws UnplayableAudioException if it can never be heard
  Voice make(SpooledRecording message)
      throws IOException, UnplayableAudioException, InterruptedException {
    var id = message.facts().recording();
    var transcoding = transcoder.transcode(message.audio());
    var stored = new ArrayList<StoredRendition>();
    for (Rendition rendition : transcoding.renditions()) {
      stored.add(store(id, rendition));
    }
    return new Voice(id, transcoding.duration(), transcoding.peaks(), stored);
  }

  /// Takes the renditions out of the store.
  void remove(Voice voice) throws IOException {
    for (var rendition : voice.renditions()) {
      audio.delete(rendition.key());
    }
  }

  private StoredRendition store(RecordingId id, Rendition rendition) throws IOException {
    var key = AudioKey.of(id, rendition.format().extension());
    var mediaType = rendition.format().mediaType();
    audio.put(key, rendition.content(), mediaType);
    return new StoredRendition(
        key, mediaType, rendition.content().remaining(), sha256(rendition.content()));
  }

  private static String sha256(ByteBuffer content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(content.duplicate());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
