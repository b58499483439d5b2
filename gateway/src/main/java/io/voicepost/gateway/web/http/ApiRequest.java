package io.voicepost.gateway.web.http;

import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.voicepost.gateway.access.Grant;
import io.voicepost.storage.AccountId;
import java.time.Instant;
import java.util.Optional;

/// One request to the API, by somebody who may make it.
///
/// @param grant who asks, and how far they may go; empty where nobody showed a token
/// @param params what came with it, in the address and in the body
/// @param address by what the sender's address is counted
/// @param base the site's address without a slash at its end
public record ApiRequest(
    ServiceRequestContext context,
    RequestHeaders headers,
    Optional<Grant> grant,
    Params params,
    String address,
    String base,
    Instant now) {

  /// For whom it is; empty where nobody is signed in.
  public Optional<AccountId> viewer() {
    return grant.flatMap(Grant::account);
  }

  /// For whom it is, on a route for members.
  public AccountId member() {
    return viewer().orElseThrow(() -> new IllegalStateException("the route is for members"));
  }

  /// Names the request, so that what is sent twice is done once (docs, "Idempotency-Key").
  ///
  /// @throws ApiException 400 if it is no name
  public Optional<String> idempotencyKey() throws ApiException {
    var key = Optional.ofNullable(headers.get("idempotency-key")).filter(it -> !it.isBlank());
    if (key.isPresent() && !key.get().matches("[ -~]{1,200}")) {
      throw ApiException.badRequest("The Idempotency-Key must be 1 to 200 printable characters");
    }
    return key;
  }

  /// A part of the path, `id` for `/api/v1/statuses/{id}`.
  public String part(String name) {
    return Optional.ofNullable(context.pathParam(name)).orElse("");
  }

  /// A part of the path that is a number above zero.
  ///
  /// @throws ApiException 404 if it is none: nothing has such an id
  public long id(String name) throws ApiException {
    var text = part(name);
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw ApiException.notFound();
    }
    return Long.parseLong(text);
  }

  /// An id; as Mastodon does, what is none is as if it were not there.
  public Optional<Long> idParam(String name) {
    return params.ids(name).stream().reduce((_, last) -> last);
  }
}
