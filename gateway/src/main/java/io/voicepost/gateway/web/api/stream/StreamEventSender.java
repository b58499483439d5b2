package io.voicepost.gateway.web.api.stream;

import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.PostStats;
import io.voicepost.gateway.microblog.Readers;
import io.voicepost.gateway.web.api.entity.EntityMapper;
import io.voicepost.gateway.web.api.entity.EntityRenderer;
import io.voicepost.gateway.web.api.entity.NotificationEntity;
import io.voicepost.gateway.web.http.Json;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import io.voicepost.storage.post.Audience;
import io.voicepost.storage.post.Notification;
import io.voicepost.storage.post.Reactions;
import io.voicepost.storage.post.TimelineEntry;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes events and sends them to those who want them. All who see the same get the same bytes:
/// visitors, members who did nothing with the post, its author, members who liked it and so on.
final class StreamEventSender {
  private final Microblog microblog;
  private final EntityMapper mapper;

  StreamEventSender(EntityMapper mapper) {
    this.microblog = mapper.microblog();
    this.mapper = mapper;
  }

  /// What some listeners see alike.
  ///
  /// @param alone who hears it at an address of their own, where not everybody may hear it
  private record EventAudience(
      String base, Optional<AccountId> alone, boolean member, boolean own, Reactions reactions) {
    static EventAudience of(
        StreamSubscription it, TimelineEntry entry, Map<AccountId, Reactions> marks) {
      var viewer = it.viewer();
      return new EventAudience(
          it.base(),
          Audience.isOpen(entry.post().visibility()) ? Optional.empty() : viewer,
          viewer.isPresent(),
          viewer.filter(entry.post().author().id()::equals).isPresent(),
          viewer.map(who -> marks.getOrDefault(who, Reactions.NONE)).orElse(Reactions.NONE));
    }
  }

  /// @param fresh nobody can have done anything with it yet
  void tell(String name, TimelineEntry entry, boolean fresh, Collection<StreamSubscription> all)
      throws IOException {
    var wanting = all.stream().filter(it -> it.wants(entry)).toList();
    if (wanting.isEmpty()) {
      return;
    }
    var plainRenderer = mapper.rendering("", Optional.empty(), List.of(entry), List.of());
    var marks = fresh ? Map.<AccountId, Reactions>of() : marks(entry, wanting);
    var made = new HashMap<EventAudience, StreamEvent>();
    for (var it : wanting) {
      it.send(
          made.computeIfAbsent(
              EventAudience.of(it, entry, marks),
              audience ->
                  new StreamEvent(name, status(it, entry, plainRenderer, audience.reactions()))));
    }
  }

  private Map<AccountId, Reactions> marks(TimelineEntry entry, List<StreamSubscription> wanting)
      throws IOException {
    var viewers = wanting.stream().flatMap(it -> it.viewer().stream()).collect(Collectors.toSet());
    return microblog.reactionCommands().store().reactions(entry.post().id(), viewers);
  }

  private String status(
      StreamSubscription it,
      TimelineEntry entry,
      EntityRenderer plainRenderer,
      Reactions reactions) {
    var stats = plainRenderer.stats();
    var seen = new PostStats(stats.posts(), Map.of(entry.post().id(), reactions), stats.accounts());
    var audio = mapper.audio(it.base(), it.viewer());
    var renderer =
        new EntityRenderer(it.base(), it.viewer(), seen, plainRenderer.audioDetails(), audio);
    return Json.text(renderer.status(entry));
  }

  /// @param readers who could see it
  void gone(PostId post, Readers readers, Collection<StreamSubscription> all) {
    var event = new StreamEvent("delete", post.toString());
    for (var it : all) {
      if (it.isForPosts() && it.couldShow(readers)) {
        it.send(event);
      }
    }
  }

  void tell(Notification notification, Collection<StreamSubscription> all) throws IOException {
    var wanting =
        all.stream()
            .filter(it ->
                it.channel() instanceof StreamChannel.Own(var account, _)
                    && account.equals(notification.to()))
            .collect(Collectors.groupingBy(StreamSubscription::base));
    for (var alike : wanting.entrySet()) {
      var renderer =
          mapper.rendering(alike.getKey(), Optional.of(notification.to()), List.of(notification));
      var event =
          new StreamEvent("notification", Json.text(NotificationEntity.of(notification, renderer)));
      alike.getValue().forEach(it -> it.send(event));
    }
  }
}
