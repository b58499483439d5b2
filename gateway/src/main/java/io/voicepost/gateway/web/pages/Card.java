package io.voicepost.gateway.web.pages;

import io.voicepost.gateway.web.words.Words;
import io.voicepost.storage.Account;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostCounts;
import io.voicepost.storage.post.Reactions;
import io.voicepost.storage.post.Repost;
import io.voicepost.storage.post.StoredRendition;
import io.voicepost.storage.post.TimelineEntry;
import io.voicepost.storage.post.Voice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A post, or a repost of it, as a page shows it to somebody. What is heard of it is asked only
/// where it [#isSpoken].
public record Card(TimelineEntry entry, Facts facts, Viewer viewer) {
  /// What of a post changes or stands elsewhere.
  ///
  /// @param answered whose post it answers, where it is another's
  /// @param captioned the recording, where what is said in it is written
  public record Facts(
      PostCounts counts,
      Reactions reactions,
      Optional<Account> answered,
      Optional<RecordingId> captioned) {}

  private static final int LONG_CAPTION = 600;
  private static final int MANY_LINES = 12;

  Post post() {
    return entry.post();
  }

  Words words() {
    return viewer.words();
  }

  String id() {
    return post().id().toString();
  }

  /// The key of this line of a timeline: a repost has one of its own.
  public String entryId() {
    return entry.id().toString();
  }

  String authorId() {
    return Long.toString(post().author().id().value());
  }

  String name() {
    return post().author().displayName();
  }

  String handle() {
    return post().author().handle().toString();
  }

  boolean isVerified() {
    return post().author().verified();
  }

  Avatar avatar() {
    return Avatar.of(post().author());
  }

  String accountPath() {
    return SitePaths.account(post().author().handle());
  }

  String path() {
    return SitePaths.post(post());
  }

  String time() {
    return post().postedAt().toString();
  }

  String when() {
    return viewer.when(post().postedAt());
  }

  String exactly() {
    return words().exactly(post().postedAt());
  }

  /// Who brought it here, where it is a repost.
  Optional<Account> bringer() {
    return entry instanceof Repost repost ? Optional.of(repost.author()) : Optional.empty();
  }

  Optional<Account> answered() {
    return facts.answered();
  }

  Optional<String> edited() {
    return post().editedAt().map(it -> words().say("post.edited", viewer.when(it)));
  }

  /// Worth a mark where it is not for everybody.
  boolean isMarked() {
    return post().visibility() != Visibility.PUBLIC;
  }

  String visibility() {
    return words().say("post.visibility", post().visibility());
  }

  /// The icon for who may see it.
  String visibilityIcon() {
    return "#i-" + post().visibility().name().toLowerCase(java.util.Locale.ROOT);
  }

  boolean isDraft() {
    return post().visibility() == Visibility.DRAFT;
  }

  /// Whether it may be brought to others.
  boolean isRepostable() {
    return switch (post().visibility()) {
      case PUBLIC, UNLISTED -> true;
      case FOLLOWERS -> isOwn();
      case DRAFT -> false;
    };
  }

  /// Whether other sites may show it.
  boolean isEmbeddable() {
    return post().visibility() == Visibility.PUBLIC;
  }

  boolean isOwn() {
    return viewer.is(post().author());
  }

  boolean isWarned() {
    return !warning().isBlank();
  }

  String warning() {
    return post().text().warning();
  }

  String captionLanguage() {
    return post().text().language();
  }

  List<TextSegment> caption() {
    return TextSegment.of(
        post().text().caption(),
        handle -> post().mentions().stream().anyMatch(it -> it.handle().equals(handle)));
  }

  boolean hasCaption() {
    return !post().text().caption().isBlank();
  }

  /// Too long for a timeline: its page shows all of it.
  boolean isLong() {
    var caption = post().text().caption();
    return caption.length() > LONG_CAPTION || caption.lines().count() > MANY_LINES;
  }

  /// The caption on one line, cut where it is long.
  String excerpt() {
    var line = post().text().caption().replace('\n', ' ').strip();
    if (isWarned()) {
      line = warning();
    }
    return line.length() <= 120 ? line : line.substring(0, line.offsetByCodePoints(0, 100)) + "…";
  }

  String replies() {
    return words().count(facts.counts().replies());
  }

  String reposts() {
    return words().count(facts.counts().reposts());
  }

  String likes() {
    return words().count(facts.counts().likes());
  }

  /// How often it was heard, in words; empty for never.
  String heard() {
    long plays = facts.counts().plays();
    return plays == 0 ? "" : words().say("post.heard", plays, words().count(plays));
  }

  Reactions marks() {
    return facts.reactions();
  }

  String signIn() {
    return Redirects.signIn(path());
  }

  /// What this card is, in a few words.
  String label() {
    return isSpoken() ? words().say("post.voice-of", name()) : words().say("post.post-of", name());
  }

  boolean isSpoken() {
    return post().voice().isPresent();
  }

  private Voice voice() {
    return post().voice().orElseThrow();
  }

  String waveform() {
    return WaveformBars.of(voice().peaks()).path();
  }

  /// The renditions, the one that every browser plays first.
  List<AudioSource> sources() {
    return voice().renditions().stream().map(AudioSource::of).toList();
  }

  /// What every browser plays.
  String audio() {
    return sources().getFirst().path();
  }

  /// The Ogg Opus rendition, for browsers that play it well; empty text where there is none.
  String opus() {
    return sources().stream()
        .filter(it -> it.mediaType().startsWith("audio/ogg"))
        .map(AudioSource::path)
        .findFirst()
        .orElse("");
  }

  /// Where the captions are; empty where there are none.
  Optional<String> captions() {
    return facts.captioned().map(SitePaths::captions);
  }

  /// Where its author writes them.
  String captionsPage() {
    return SitePaths.captionsPage(post());
  }

  Duration length() {
    return voice().duration();
  }

  /// The length in seconds, to a tenth.
  String seconds() {
    return seconds(length());
  }

  static String seconds(Duration length) {
    return "%.1f".formatted(length.toMillis() / 1000.0);
  }

  /// The length as a clock shows it, never shorter than a second.
  String clock() {
    return clock(length());
  }

  static String clock(Duration length) {
    long seconds = Math.max(1, Math.round(length.toMillis() / 1000.0));
    return "%d:%02d".formatted(seconds / 60, seconds % 60);
  }

  /// Where a rendition is and what it is.
  record AudioSource(String path, String mediaType) {
    static AudioSource of(StoredRendition rendition) {
      return new AudioSource(SitePaths.audio(rendition), rendition.mediaType());
    }
  }
}
