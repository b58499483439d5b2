package io.voicepost.gateway.web.pages;

import io.voicepost.gateway.media.CaptionEditor;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.post.Captions;
import io.voicepost.storage.post.Parent;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.TimelineEntry;
import io.voicepost.storage.post.Voice;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Makes cards of posts, with what is asked of the database asked once for all of them.
public final class CardLoader {
  private final Microblog microblog;
  private final CaptionEditor captionEditor;

  public CardLoader(Microblog microblog, CaptionEditor captionEditor) {
    this.microblog = microblog;
    this.captionEditor = captionEditor;
  }

  public List<Card> of(Viewer viewer, Collection<? extends TimelineEntry> entries)
      throws IOException {
    var stats = microblog.stats(viewer.id(), entries);
    var answered = answered(entries);
    var captioned = captioned(entries);
    return entries.stream()
        .map(entry -> {
          var post = entry.post();
          var facts =
              new Card.Facts(
                  stats.of(post),
                  stats.reactions(post),
                  answering(post).flatMap(it -> Optional.ofNullable(answered.get(it))),
                  post.voice().map(Voice::recording).filter(captioned::contains));
          return new Card(entry, facts, viewer);
        })
        .toList();
  }

  private Map<AccountId, Account> answered(Collection<? extends TimelineEntry> entries)
      throws IOException {
    var ids =
        entries.stream()
            .flatMap(it -> answering(it.post()).stream())
            .collect(Collectors.toUnmodifiableSet());
    return ids.isEmpty()
        ? Map.of()
        : microblog.accounts().byIds(ids).stream()
            .collect(Collectors.toMap(Account::id, Function.identity()));
  }

  /// The recordings of which somebody wrote what is said.
  private Set<RecordingId> captioned(Collection<? extends TimelineEntry> entries)
      throws IOException {
    var recordings =
        entries.stream()
            .flatMap(it -> it.post().voice().stream())
            .map(Voice::recording)
            .collect(Collectors.toUnmodifiableSet());
    return recordings.isEmpty()
        ? Set.of()
        : captionEditor.of(recordings).values().stream()
            .filter(it -> it.content().contains("-->"))
            .map(Captions::recording)
            .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<AccountId> answering(Post post) {
    return post.replyTo().map(Parent::author).filter(it -> !it.equals(post.author().id()));
  }
}
