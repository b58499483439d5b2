package io.voicepost.gateway.web.api.stream;

import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.ParsedText;
import io.voicepost.gateway.microblog.Readers;
import io.voicepost.gateway.microblog.ViewerRelations;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Listed;
import io.voicepost.storage.Page;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.TimelineEntry;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// That one listener follows one channel, with what decides who belongs there: read when it begins,
/// and again whenever it changed. Safe for many threads.
final class StreamSubscription {
  private static final int MOST_MEMBERS = 10_000;

  private final StreamChannel channel;
  private final Optional<AccountId> viewer;
  private final SubscriberConnection<?> connection;
  private final String base;
  private volatile Optional<ViewerRelations> relations = Optional.empty();
  private volatile Set<AccountId> members = Set.of();

  /// @param base the site's address, as this listener knows it
  StreamSubscription(
      StreamChannel channel,
      Optional<AccountId> viewer,
      SubscriberConnection<?> connection,
      String base) {
    this.channel = channel;
    this.viewer = viewer;
    this.connection = connection;
    this.base = base;
  }

  StreamChannel channel() {
    return channel;
  }

  Optional<AccountId> viewer() {
    return viewer;
  }

  boolean isOf(SubscriberConnection<?> other) {
    return connection.equals(other);
  }

  String base() {
    return base;
  }

  void send(StreamEvent event) {
    connection.send(event, channel);
  }

  /// One at a time, so that what was read later stands.
  synchronized void refresh(Microblog microblog) throws IOException {
    if (viewer.isPresent()) {
      relations = Optional.of(microblog.postQueries().circle(viewer.get()));
    }
    if (channel instanceof StreamChannel.OfList(_, var list)) {
      members =
          microblog.listCommands().store().members(list, Page.first(MOST_MEMBERS)).stream()
              .map(Listed::item)
              .map(it -> it.id())
              .collect(Collectors.toUnmodifiableSet());
    }
  }

  /// Whether a post or repost belongs to the channel and is for who follows it.
  boolean wants(TimelineEntry entry) {
    return ViewerRelations.maySee(relations, entry) && belongs(entry);
  }

  /// Whether who follows it could see what is gone.
  boolean couldShow(Readers readers) {
    return ViewerRelations.couldSee(relations, readers);
  }

  private boolean belongs(TimelineEntry entry) {
    return switch (channel) {
      case StreamChannel.Own(_, var whole) ->
          whole && relations.filter(it -> it.isAtHome(entry)).isPresent();
      case StreamChannel.PublicPosts(_, var voicesOnly) ->
          isPublic(entry)
              && entry.post().replyTo().isEmpty()
              && (!voicesOnly || entry.post().voice().isPresent());
      case StreamChannel.Tagged(_, var tag) ->
          isPublic(entry) && ParsedText.of(entry.post().text().caption()).tags().contains(tag);
      case StreamChannel.OfList _ ->
          members.contains(entry.author().id())
              && relations.filter(it -> it.sees(entry)).isPresent();
      case StreamChannel.Silent _ -> false;
    };
  }

  private boolean isPublic(TimelineEntry entry) {
    return entry instanceof Post post
        && post.visibility() == Visibility.PUBLIC
        && relations.map(it -> it.sees(entry)).orElse(true);
  }

  /// Whether it is for posts at all.
  boolean isForPosts() {
    return !(channel instanceof StreamChannel.Own(_, var whole) && !whole);
  }
}
