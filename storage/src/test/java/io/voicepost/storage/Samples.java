package io.voicepost.storage;

import io.voicepost.storage.access.CodeKey;
import io.voicepost.storage.access.SecretHash;
import io.voicepost.storage.audio.AudioKey;
import io.voicepost.storage.post.NewPost;
import io.voicepost.storage.post.PostIndex;
import io.voicepost.storage.post.PostText;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.Voice;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// What the tests store.
public final class Samples {
  public static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");

  private Samples() {}

  public static Voice voice(RecordingId recording) {
    return new Voice(
        recording,
        Duration.ofMillis(61_234),
        List.of(0, 7, 100, 42),
        List.of(
            rendition(recording, "mp3", "audio/mpeg", 480_000),
            rendition(recording, "ogg", "audio/ogg; codecs=\"opus\"", 240_000)));
  }

  /// A public post of a fresh recording.
  public static NewPost spoken(Account author, Instant at) {
    return NewPost.spoken(author.id(), voice(RecordingId.at(at)), Visibility.PUBLIC, at);
  }

  /// A post without a voice.
  public static NewPost written(
      Account author,
      String caption,
      PostIndex index,
      Visibility visibility,
      Optional<PostId> replyTo,
      Instant at) {
    return new NewPost(
        author.id(),
        Optional.empty(),
        new PostText(caption, "", "en"),
        index,
        visibility,
        replyTo,
        Optional.empty(),
        at);
  }

  public static SealedPhone phone(int number) {
    return new SealedPhone(
        new PhoneKey(hex(number)), new SealedNumber("c2VhbGVkIG51bWJlciA=" + number));
  }

  public static CodeKey code(int number) {
    return new CodeKey(hex(number));
  }

  public static SecretHash secret(int number) {
    return new SecretHash(hex(number));
  }

  private static StoredRendition rendition(
      RecordingId recording, String extension, String mediaType, long bytes) {
    return new StoredRendition(
        AudioKey.of(recording, extension), mediaType, bytes, hex(recording.hashCode()));
  }

  private static String hex(int seed) {
    byte[] bytes = new byte[32];
    new Random(seed).nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
