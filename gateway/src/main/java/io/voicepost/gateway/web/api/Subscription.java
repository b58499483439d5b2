package io.voicepost.gateway.web.api;

import io.voicepost.gateway.microblog.Caption;
import io.voicepost.gateway.microblog.Circle;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.Readers;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Entry;
import io.voicepost.storage.Listed;
import io.voicepost.storage.Page;
import io.voicepost.storage.Post;
import io.voicepost.storage.Visibility;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// That one listener follows one channel, with what decides who belongs there: read when it begins,
/// and again whenever it changed. Safe for many threads.
final class Subscription {
  private static final int MOST_MEMBERS = 10_000;

  private final Channel channel;
  private final Optional<AccountId> viewer;
  private final Outlet<?> outlet;
  private final String base;
  private volatile Optional<Circle> circle = Optional.empty();
  private volatile Set<AccountId> members = Set.of();

  /// @param base the site's address, as this listener knows it
  Subscription(Channel channel, Optional<AccountId> viewer, Outlet<?> outlet, String base) {
    this.channel = channel;
    this.viewer = viewer;
    this.outlet = outlet;
    this.base = base;
  }

  Channel channel() {
    return channel;
  }

  Optional<AccountId> viewer() {
    return viewer;
  }

  Outlet<?> outlet() {
    return outlet;
  }

  String base() {
    return base;
  }

  boolean send(StreamEvent event) {
    return outlet.send(event, channel);
  }

  /// One at a time, so that what was read later stands.
  synchronized void refresh(Microblog microblog) throws IOException {
    if (viewer.isPresent()) {
      circle = Optional.of(microblog.reading().circle(viewer.get()));
    }
    if (channel instanceof Channel.OfList(_, var list)) {
      members =
          microblog.listing().store().members(list, Page.first(MOST_MEMBERS)).stream()
              .map(Listed::item)
              .map(it -> it.id())
              .collect(Collectors.toUnmodifiableSet());
    }
  }

  /// Whether a post or repost belongs to the channel and is for who follows it.
  boolean wants(Entry entry) {
    return Circle.maySee(circle, entry) && belongs(entry);
  }

  /// Whether who follows it could see what is gone.
  boolean couldShow(Readers readers) {
    return Circle.couldSee(circle, readers);
  }

  private boolean belongs(Entry entry) {
    return switch (channel) {
      case Channel.Own(_, var whole) ->
          whole && circle.filter(it -> it.isAtHome(entry)).isPresent();
      case Channel.Everybody(_, var voicesOnly) ->
          isPublic(entry)
              && entry.post().replyTo().isEmpty()
              && (!voicesOnly || entry.post().voice().isPresent());
      case Channel.Tagged(_, var tag) ->
          isPublic(entry) && Caption.of(entry.post().text().caption()).tags().contains(tag);
      case Channel.OfList _ ->
          members.contains(entry.author().id()) && circle.filter(it -> it.sees(entry)).isPresent();
      case Channel.Silent _ -> false;
    };
  }

  private boolean isPublic(Entry entry) {
    return entry instanceof Post post
        && post.visibility() == Visibility.PUBLIC
        && circle.map(it -> it.sees(entry)).orElse(true);
  }

  /// Whether it is for posts at all.
  boolean isForPosts() {
    return !(channel instanceof Channel.Own(_, var whole) && !whole);
  }
}
