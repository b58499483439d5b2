package io.voicepost.gateway.web.pages;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.storage.PostId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Post;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Hears from pages that somebody listened to a post, and believes it where it can be: the post may
/// be heard by who says so, is not their own, and they did not say so just before.
final class PlayReports {
  private static final Duration JUST_BEFORE = Duration.ofSeconds(30);

  private final Microblog microblog;
  private final RequestGuard guard;
  private final Cache<Play, Boolean> last =
      Caffeine.newBuilder().expireAfterWrite(JUST_BEFORE).maximumSize(100_000).build();

  private record Play(String listener, PostId post) {}

  PlayReports(Microblog microblog, RequestGuard guard) {
    this.microblog = microblog;
    this.guard = guard;
  }

  /// Says nothing of whether it counted.
  HttpResponse report(WebRequest request, FormFields fields) throws IOException {
    var id = WebRequest.id(fields.text("post"));
    if (id.isPresent() && isNew(new Play(listener(request), id.get()))) {
      heard(request, id.get()).ifPresent(it -> microblog.plays().heard(it.id()));
    }
    return HttpResponse.of(
        ResponseHeaders.of(HttpStatus.NO_CONTENT, HttpHeaderNames.CACHE_CONTROL, "no-store"));
  }

  private boolean isNew(Play play) {
    return last.asMap().putIfAbsent(play, true) == null;
  }

  private String listener(WebRequest request) {
    return request
        .viewer()
        .map(it -> "account " + it)
        .orElseGet(() -> guard.clientAddress(request));
  }

  private Optional<Post> heard(WebRequest request, PostId id) throws IOException {
    return microblog
        .postQueries()
        .post(request.viewer(), id)
        .filter(it -> it.voice().isPresent() && it.visibility() != Visibility.DRAFT)
        .filter(it -> request.viewer().filter(it.author().id()::equals).isEmpty());
  }
}
