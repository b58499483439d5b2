package io.voicepost.gateway.web.api.entity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.voicepost.storage.post.Notification;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Documented as `Notification`.
public record NotificationEntity(
    String id,
    String type,
    Instant createdAt,
    String groupKey,
    AccountEntity account,
    @JsonInclude(Include.NON_ABSENT) Optional<StatusEntity> status) {

  public static NotificationEntity of(Notification notification, EntityRenderer renderer) {
    return new NotificationEntity(
        Long.toString(notification.id()),
        name(notification.type()),
        notification.at(),
        "ungrouped-" + notification.id(),
        renderer.account(notification.from()),
        notification.post().map(renderer::status));
  }

  static String name(Notification.Type type) {
    return switch (type) {
      case FOLLOW -> "follow";
      case FOLLOW_REQUEST -> "follow_request";
      case MENTION -> "mention";
      case REPOST -> "reblog";
      case LIKE -> "favourite";
      case POST -> "status";
    };
  }

  /// The types asked for: all, or `types`, less `excluded`. Names that we do not have name nothing.
  public static Set<Notification.Type> types(List<String> types, List<String> excluded) {
    var wanted = EnumSet.noneOf(Notification.Type.class);
    for (var type : Notification.Type.values()) {
      boolean asked = types.isEmpty() || types.contains(name(type));
      if (asked && !excluded.contains(name(type))) {
        wanted.add(type);
      }
    }
    return wanted;
  }
}
