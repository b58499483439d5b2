package io.voicepost.gateway.web.api.stream;

import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.access.Grant;
import io.voicepost.gateway.microblog.ParsedText;
import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.ListId;
import java.util.List;
import java.util.Optional;

/// A stream that somebody may follow (docs, "streaming API methods").
sealed interface StreamChannel {
  /// As the documentation names it, and what it is of: what comes with each event.
  List<String> stream();

  /// A home timeline and what its owner is told; what they are told alone.
  record Own(AccountId account, boolean whole) implements StreamChannel {
    @Override
    public List<String> stream() {
      return List.of(whole ? "user" : "user:notification");
    }
  }

  /// The public timeline.
  record PublicPosts(String name, boolean voicesOnly) implements StreamChannel {
    @Override
    public List<String> stream() {
      return List.of(name);
    }
  }

  /// Public posts with a tag in lower case.
  record Tagged(String name, String tag) implements StreamChannel {
    @Override
    public List<String> stream() {
      return List.of(name, tag);
    }
  }

  /// The timeline of a list.
  record OfList(AccountId owner, ListId list) implements StreamChannel {
    @Override
    public List<String> stream() {
      return List.of("list", list.toString());
    }
  }

  /// What never says anything: other servers, and drafts, which their author alone sees.
  record Silent(String name) implements StreamChannel {
    @Override
    public List<String> stream() {
      return List.of(name);
    }
  }

  /// The stream of that name for who may follow it.
  ///
  /// @param tag of the streams of tags
  /// @param list of the streams of lists
  /// @throws ApiException 400 if there is no such stream, 401 or 403 if it is not for who asks
  static StreamChannel of(
      String name, Optional<String> tag, Optional<String> list, Optional<Grant> grant)
      throws ApiException {
    return switch (name) {
      case "user" -> new Own(member(grant, "read:statuses", "read:notifications"), true);
      case "user:notification" -> new Own(member(grant, "read:notifications"), false);
      case "public", "public:local" -> new PublicPosts(name, false);
      case "public:media", "public:local:media" -> new PublicPosts(name, true);
      case "public:remote", "public:remote:media", "direct" -> new Silent(name);
      case "hashtag", "hashtag:local" ->
          new Tagged(
              name,
              tag.flatMap(ParsedText::tag)
                  .orElseThrow(() -> ApiException.badRequest("Missing tag name parameter")));
      case "list" -> new OfList(member(grant, "read:lists"), listId(list.orElse("")));
      default -> throw ApiException.badRequest("Unknown stream type");
    };
  }

  private static ListId listId(String text) throws ApiException {
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw ApiException.badRequest("Missing list name parameter");
    }
    return new ListId(Long.parseLong(text));
  }

  private static AccountId member(Optional<Grant> grant, String... scopes) throws ApiException {
    var account =
        grant
            .flatMap(Grant::account)
            .orElseThrow(() -> ApiException.unauthorized("The access token is invalid"));
    for (var scope : scopes) {
      if (!grant.orElseThrow().scopes().allow(scope)) {
        throw new ApiException(
            HttpStatus.FORBIDDEN, "Access token does not have the required scopes");
      }
    }
    return account;
  }
}
