package io.voicepost.gateway.web;

import io.voicepost.storage.Post;
import io.voicepost.storage.StoredRendition;
import io.voicepost.storage.Voice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A post as a page shows it, in one language and at one time. What is heard of it is asked only
/// where it [#isSpoken].
record Card(Post post, Words words, Instant now) {
  String id() {
    return post.id().toString();
  }

  String name() {
    return post.author().displayName();
  }

  String handle() {
    return post.author().handle().toString();
  }

  Avatar avatar() {
    return Avatar.of(post.author());
  }

  String accountPath() {
    return Paths.account(post.author().handle());
  }

  String path() {
    return Paths.post(post);
  }

  String time() {
    return post.postedAt().toString();
  }

  String when() {
    return words.when(post.postedAt(), now);
  }

  String exactly() {
    return words.exactly(post.postedAt());
  }

  boolean isSpoken() {
    return post.voice().isPresent();
  }

  private Voice voice() {
    return post.voice().orElseThrow();
  }

  String caption() {
    return post.text().caption();
  }

  String waveform() {
    return Waveform.of(voice().peaks()).path();
  }

  /// The renditions, the one that every browser plays first.
  List<Source> sources() {
    return voice().renditions().stream().map(Source::of).toList();
  }

  /// What every browser plays.
  String audio() {
    return sources().getFirst().path();
  }

  /// The Ogg Opus rendition, for browsers that play it well; empty text where there is none.
  String opus() {
    return sources().stream()
        .filter(it -> it.mediaType().startsWith("audio/ogg"))
        .map(Source::path)
        .findFirst()
        .orElse("");
  }

  Duration length() {
    return voice().duration();
  }

  /// The length in seconds, to a tenth.
  String seconds() {
    return "%.1f".formatted(length().toMillis() / 1000.0);
  }

  /// The length as a clock shows it, never shorter than a second.
  String clock() {
    long seconds = Math.max(1, Math.round(length().toMillis() / 1000.0));
    return "%d:%02d".formatted(seconds / 60, seconds % 60);
  }

  /// Where a rendition is and what it is.
  record Source(String path, String mediaType) {
    static Source of(StoredRendition rendition) {
      return new Source(Paths.audio(rendition), rendition.mediaType());
    }
  }
}
