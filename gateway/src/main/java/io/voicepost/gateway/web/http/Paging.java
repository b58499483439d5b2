package io.voicepost.gateway.web.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.QueryParams;
import io.voicepost.gateway.microblog.PostQueries;
import io.voicepost.storage.Listed;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which stretch of a list is asked for, and the `Link` header that leads to its neighbours (docs,
/// "Guidelines and best practices", pagination).
public record Paging(ApiRequest request, Page page) {
  private static final Set<String> CURSORS = Set.of("max_id", "since_id", "min_id");

  /// @param usual how many there are where `limit` is not given
  /// @param most the most that `limit` may say
  public static Paging of(ApiRequest request, int usual, int most) throws ApiException {
    long before = request.idParam("max_id").orElse(Long.MAX_VALUE);
    var next = request.idParam("min_id");
    long after = next.isPresent() ? next.get() : request.idParam("since_id").orElse(0L);
    int limit = request.params().limit(usual, most);
    return new Paging(request, new Page(before, after, next.isPresent(), limit));
  }

  /// What was found, from and to where it was looked for.
  public ApiResponse.Body reply(Object value, PostQueries.TimelineSlice<?> slice) {
    return linked(value, slice.newest().map(PostId::value), slice.oldest().map(PostId::value));
  }

  /// What was found in a list whose last page is not full.
  public <T> ApiResponse.Body reply(Object value, List<Listed<T>> found) {
    if (found.isEmpty()) {
      return ApiResponse.ok(value);
    }
    long oldest = found.getLast().cursor();
    boolean more = page.fromOldest() || found.size() >= page.limit();
    return linked(
        value,
        Optional.of(found.getFirst().cursor()),
        more ? Optional.of(oldest) : Optional.empty());
  }

  public ApiResponse.Body linked(Object value, Optional<Long> newest, Optional<Long> oldest) {
    var links = new ArrayList<String>();
    oldest.ifPresent(it -> links.add(link("max_id", it, "next")));
    newest.ifPresent(it -> links.add(link("min_id", it, "prev")));
    var reply = ApiResponse.ok(value);
    return links.isEmpty() ? reply : reply.with(HttpHeaderNames.LINK, String.join(", ", links));
  }

  private String link(String cursor, long id, String relation) {
    var query = QueryParams.builder();
    request
        .context()
        .queryParams()
        .forEach((name, value) -> {
          if (!CURSORS.contains(name) && !name.equals("access_token")) {
            query.add(name, value);
          }
        });
    query.add(cursor, Long.toString(id));
    return "<%s%s?%s>; rel=\"%s\""
        .formatted(
            request.base(), request.context().path(), query.build().toQueryString(), relation);
  }
}
