package io.voicepost.gateway.web.api;

import io.voicepost.gateway.microblog.Figures;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.Readers;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Audience;
import io.voicepost.storage.Entry;
import io.voicepost.storage.Marks;
import io.voicepost.storage.Notification;
import io.voicepost.storage.PostId;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes events and sends them to those who want them. All who see the same get the same bytes:
/// visitors, members who did nothing with the post, its author, members who liked it and so on.
final class StreamEvents {
  private final Microblog microblog;
  private final Entities entities;

  StreamEvents(Entities entities) {
    this.microblog = entities.microblog();
    this.entities = entities;
  }

  /// What some listeners see alike.
  ///
  /// @param alone who hears it at an address of their own, where not everybody may hear it
  private record Sight(
      String base, Optional<AccountId> alone, boolean member, boolean own, Marks marks) {
    static Sight of(Subscription it, Entry entry, Map<AccountId, Marks> marks) {
      var viewer = it.viewer();
      return new Sight(
          it.base(),
          Audience.isOpen(entry.post().visibility()) ? Optional.empty() : viewer,
          viewer.isPresent(),
          viewer.filter(entry.post().author().id()::equals).isPresent(),
          viewer.map(who -> marks.getOrDefault(who, Marks.NONE)).orElse(Marks.NONE));
    }
  }

  /// @param fresh nobody can have done anything with it yet
  void tell(String name, Entry entry, boolean fresh, Collection<Subscription> all)
      throws IOException {
    var wanting = all.stream().filter(it -> it.wants(entry)).toList();
    if (wanting.isEmpty()) {
      return;
    }
    var plain = entities.rendering("", Optional.empty(), List.of(entry), List.of());
    var marks = fresh ? Map.<AccountId, Marks>of() : marks(entry, wanting);
    var made = new HashMap<Sight, StreamEvent>();
    for (var it : wanting) {
      it.send(
          made.computeIfAbsent(
              Sight.of(it, entry, marks),
              sight -> new StreamEvent(name, status(it, entry, plain, sight.marks()))));
    }
  }

  private Map<AccountId, Marks> marks(Entry entry, List<Subscription> wanting) throws IOException {
    var viewers = wanting.stream().flatMap(it -> it.viewer().stream()).collect(Collectors.toSet());
    return microblog.reacting().store().marks(entry.post().id(), viewers);
  }

  private String status(Subscription it, Entry entry, Rendering plain, Marks marks) {
    var figures = plain.figures();
    var seen = new Figures(figures.posts(), Map.of(entry.post().id(), marks), figures.accounts());
    var audio = entities.audio(it.base(), it.viewer());
    var rendering = new Rendering(it.base(), it.viewer(), seen, plain.tracks(), audio);
    return Json.text(rendering.status(entry));
  }

  /// @param readers who could see it
  void gone(PostId post, Readers readers, Collection<Subscription> all) {
    var event = new StreamEvent("delete", post.toString());
    for (var it : all) {
      if (it.isForPosts() && it.couldShow(readers)) {
        it.send(event);
      }
    }
  }

  void tell(Notification notification, Collection<Subscription> all) throws IOException {
    var wanting =
        all.stream()
            .filter(it ->
                it.channel() instanceof Channel.Own(var account, _)
                    && account.equals(notification.to()))
            .collect(Collectors.groupingBy(Subscription::base));
    for (var alike : wanting.entrySet()) {
      var rendering =
          entities.rendering(alike.getKey(), Optional.of(notification.to()), List.of(notification));
      var event =
          new StreamEvent(
              "notification", Json.text(NotificationEntity.of(notification, rendering)));
      alike.getValue().forEach(it -> it.send(event));
    }
  }
}
