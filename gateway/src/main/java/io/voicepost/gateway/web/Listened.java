package io.voicepost.gateway.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.storage.Post;
import io.voicepost.storage.PostId;
import io.voicepost.storage.Visibility;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Hears from pages that somebody listened to a post, and believes it where it can be: the post may
/// be heard by who says so, is not their own, and they did not say so just before.
final class Listened {
  private static final Duration JUST_BEFORE = Duration.ofSeconds(30);

  private final Microblog microblog;
  private final Doors doors;
  private final Cache<Play, Boolean> last =
      Caffeine.newBuilder().expireAfterWrite(JUST_BEFORE).maximumSize(100_000).build();

  private record Play(String listener, PostId post) {}

  Listened(Microblog microblog, Doors doors) {
    this.microblog = microblog;
    this.doors = doors;
  }

  /// Says nothing of whether it counted.
  HttpResponse hear(Visit visit, Fields fields) throws IOException {
    var id = Visit.id(fields.text("post"));
    if (id.isPresent() && isNew(new Play(listener(visit), id.get()))) {
      heard(visit, id.get()).ifPresent(it -> microblog.plays().heard(it.id()));
    }
    return HttpResponse.of(
        ResponseHeaders.of(HttpStatus.NO_CONTENT, HttpHeaderNames.CACHE_CONTROL, "no-store"));
  }

  private boolean isNew(Play play) {
    return last.asMap().putIfAbsent(play, true) == null;
  }

  private String listener(Visit visit) {
    return visit.viewer().map(it -> "account " + it).orElseGet(() -> doors.address(visit));
  }

  private Optional<Post> heard(Visit visit, PostId id) throws IOException {
    return microblog
        .reading()
        .post(visit.viewer(), id)
        .filter(it -> it.voice().isPresent() && it.visibility() != Visibility.DRAFT)
        .filter(it -> visit.viewer().filter(it.author().id()::equals).isEmpty());
  }
}
