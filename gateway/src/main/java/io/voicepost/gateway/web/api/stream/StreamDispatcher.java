package io.voicepost.gateway.web.api.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.voicepost.gateway.access.AccessServices;
import io.voicepost.gateway.media.MediaServices;
import io.voicepost.gateway.microblog.Announcement;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.web.api.entity.EntityMapper;
import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.gateway.web.stream.AnnouncementFanout;
import io.voicepost.storage.AccountId;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Tells apps what happens, as it happens. Whoever is told of a thing is told it once a channel;
/// who was away, reads timelines.
public final class StreamDispatcher implements AutoCloseable {
  private final Microblog microblog;
  private final StreamEventSender eventSender;
  private final Set<StreamSubscription> subscriptions = ConcurrentHashMap.newKeySet();
  private final AnnouncementFanout fanout;

  public StreamDispatcher(
      Microblog microblog,
      AccessServices access,
      MediaServices media,
      AnnouncementFanout.StreamLimits limits,
      MeterRegistry meters) {
    this.microblog = microblog;
    this.eventSender =
        new StreamEventSender(new EntityMapper(microblog, media, access.signedUrls()));
    this.fanout =
        AnnouncementFanout.start(
            "streaming", access.tokens(), limits, microblog.announcements(), meters, this::tell);
  }

  /// Lets a connection listen until it ends, or its token does; `false` if there is no slot for it.
  ///
  /// @param address by what the listener's address is counted
  boolean add(SubscriberConnection<?> connection, Optional<AccountId> viewer, String address) {
    return fanout.add(
        connection.stream(),
        viewer,
        address,
        () -> subscriptions.removeIf(it -> it.isOf(connection)));
  }

  /// Tells a listener of everything in a channel from now on.
  ///
  /// @throws ApiException 404 if it is of a list that is none of the viewer's
  StreamSubscription follow(
      StreamChannel channel,
      Optional<AccountId> viewer,
      SubscriberConnection<?> connection,
      String base)
      throws ApiException, IOException {
    if (channel instanceof StreamChannel.OfList(var owner, var list)
        && microblog.listCommands().store().byId(owner, list).isEmpty()) {
      throw ApiException.notFound();
    }
    var subscription = new StreamSubscription(channel, viewer, connection, base);
    // Told of changes first, then read: nothing that changes meanwhile is missed.
    subscriptions.add(subscription);
    try {
      subscription.refresh(microblog);
    } catch (IOException | RuntimeException e) {
      subscriptions.remove(subscription);
      throw e;
    }
    if (!fanout.has(connection.stream())) {
      subscriptions.remove(subscription);
    }
    return subscription;
  }

  void remove(StreamSubscription subscription) {
    subscriptions.remove(subscription);
  }

  private void tell(Announcement announcement) throws IOException {
    switch (announcement) {
      case Announcement.Posted(var post) -> eventSender.tell("update", post, true, subscriptions);
      case Announcement.Reposted(var repost) ->
          eventSender.tell("update", repost, false, subscriptions);
      case Announcement.Edited(var post) ->
          eventSender.tell("status.update", post, false, subscriptions);
      case Announcement.Deleted(var post, _, var readers) ->
          eventSender.gone(post, readers, subscriptions);
      case Announcement.Notified(var notification) -> eventSender.tell(notification, subscriptions);
      case Announcement.Related(var account) -> refresh(account);
      case Announcement.Revoked _, Announcement.Missed _, Announcement.Discarded _ -> {}
    }
  }

  private void refresh(AccountId account) throws IOException {
    for (var subscription : subscriptions) {
      if (subscription.viewer().filter(account::equals).isPresent()) {
        subscription.refresh(microblog);
      }
    }
  }

  @Override
  public void close() {
    fanout.close();
  }
}
