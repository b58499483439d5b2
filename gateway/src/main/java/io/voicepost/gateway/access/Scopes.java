package io.voicepost.gateway.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// How far a token reaches, in the words of the Mastodon API (docs, "OAuth Scopes"). A wide scope
/// has the narrow ones in it: `write` has `write:statuses`.
public final class Scopes {
  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "profile",
          Set.of(),
          "push",
          Set.of(),
          "follow",
          Set.of(),
          "read",
          Set.of(
              "accounts",
              "blocks",
              "bookmarks",
              "favourites",
              "filters",
              "follows",
              "lists",
              "mutes",
              "notifications",
              "search",
              "statuses"),
          "write",
          Set.of(
              "accounts",
              "blocks",
              "bookmarks",
              "conversations",
              "favourites",
              "filters",
              "follows",
              "lists",
              "media",
              "mutes",
              "notifications",
              "reports",
              "statuses"));

  /// What the older word `follow` stands for.
  private static final Set<String> FOLLOW =
      Set.of(
          "read:blocks",
          "write:blocks",
          "read:follows",
          "write:follows",
          "read:mutes",
          "write:mutes");

  /// What an app gets that does not say what it wants.
  public static final Scopes READ = new Scopes(Set.of("read"));

  /// Everything that an account's owner may do.
  public static final Scopes ALL = new Scopes(Set.of("read", "write", "follow", "push", "profile"));

  private final Set<String> names;

  private Scopes(Set<String> names) {
    this.names = new TreeSet<>(names);
  }

  /// Reads words with spaces between them (RFC 6749, section 3.3); [#READ] where there are none.
  ///
  /// @throws IllegalArgumentException if a word is no scope
  public static Scopes of(String text) {
    var names = new TreeSet<String>();
    for (var name : text.split("[ +]", -1)) {
      if (!name.isEmpty()) {
        names.add(known(name));
      }
    }
    return names.isEmpty() ? READ : new Scopes(names);
  }

  private static String known(String name) {
    int colon = name.indexOf(':');
    boolean known =
        colon < 0
            ? KNOWN.containsKey(name)
            : KNOWN
                .getOrDefault(name.substring(0, colon), Set.of())
                .contains(name.substring(colon + 1));
    if (!known) {
      throw new IllegalArgumentException("there is no such scope");
    }
    return name;
  }

  /// Every scope there is, widest first.
  public static List<String> all() {
    var all = new ArrayList<String>();
    for (var wide : new TreeSet<>(KNOWN.keySet())) {
      all.add(wide);
      for (var narrow : new TreeSet<>(KNOWN.getOrDefault(wide, Set.of()))) {
        all.add(wide + ":" + narrow);
      }
    }
    return all;
  }

  /// Whether what needs `scope` may be done.
  public boolean allow(String scope) {
    int colon = scope.indexOf(':');
    return names.contains(scope)
        || (colon > 0 && names.contains(scope.substring(0, colon)))
        || (names.contains("follow") && FOLLOW.contains(scope));
  }

  /// Whether all of `asked` is in here.
  public boolean cover(Scopes asked) {
    return asked.names.stream().allMatch(this::allow);
  }

  public List<String> names() {
    return List.copyOf(names);
  }

  /// As [#of] reads it.
  public String text() {
    return String.join(" ", names);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scopes it && it.names.equals(names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
