package io.voicepost.gateway.web.http;

import io.voicepost.storage.Handle;
import io.voicepost.storage.PostId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An account of this site, or a post of theirs, by its address as people type and copy it: scheme,
/// host and handle in any case, `http` for `https`, with the host after the handle, a slash at the
/// end, a query or a fragment (RFC 3986, section 6.2).
public record SiteAddress(Handle handle, Optional<PostId> post) {
  private static final Pattern ADDRESS =
      Pattern.compile("(?i:https?)://(?<host>[^/?#@]+)(?<path>/[^?#]*)(?:[?#].*)?");
  private static final Pattern OF_ACCOUNT =
      Pattern.compile("/(?:@|%40)(?<handle>[A-Za-z0-9_]{1,30})(?:@(?<host>[^/@]+))?(?<rest>/.*)?");
  private static final Pattern CANONICAL =
      Pattern.compile("/@(?<handle>[a-z0-9_]{1,30})(?:/(?<id>[1-9][0-9]{0,17}))?");

  /// Empty where it is no address of an account or a post of this site.
  ///
  /// @param base the site's address without a slash at its end
  public static Optional<SiteAddress> of(String typed, String base) {
    var address = ADDRESS.matcher(typed.strip());
    if (!address.matches() || !isHost(address.group("host"), base)) {
      return Optional.empty();
    }
    var path = CANONICAL.matcher(canonical(address.group("path"), base));
    return path.matches()
        ? Optional.of(
            new SiteAddress(
                new Handle(path.group("handle")),
                Optional.ofNullable(path.group("id")).map(Long::valueOf).map(PostId::new)))
        : Optional.empty();
  }

  /// The path that is meant by one that somebody typed; the same where there is nothing to mend.
  ///
  /// @param base the site's address without a slash at its end
  public static String canonical(String path, String base) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    var bare = path.substring(0, end);
    var account = OF_ACCOUNT.matcher(bare);
    if (!account.matches()) {
      return bare;
    }
    boolean elsewhere =
        Optional.ofNullable(account.group("host")).filter(it -> !isHost(it, base)).isPresent();
    return elsewhere
        ? bare
        : "/@"
            + account.group("handle").toLowerCase(Locale.ROOT)
            + Optional.ofNullable(account.group("rest")).orElse("");
  }

  /// The site's host, with its port where that is not the usual one.
  ///
  /// @param base the site's address without a slash at its end
  public static String host(String base) {
    return base.substring(base.indexOf("://") + 3);
  }

  /// Whether a host, with a port or without the usual one, is this site's.
  private static boolean isHost(String host, String base) {
    return withoutPort(host).equalsIgnoreCase(withoutPort(host(base)));
  }

  private static String withoutPort(String host) {
    return host.replaceFirst(":(?:80|443)$", "");
  }
}
