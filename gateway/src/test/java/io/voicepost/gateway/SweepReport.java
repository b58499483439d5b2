package io.voicepost.gateway;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What a sweep found.
final class SweepReport {
  private final Map<SweptConversation, Row> rows = new EnumMap<>(SweptConversation.class);
  private final List<String> violations = new ArrayList<>();

  /// One conversation.
  private static final class Row {
    private final TreeMap<Long, String> moments = new TreeMap<>();
    private final Map<Left.Kind, Integer> kinds = new EnumMap<>(Left.Kind.class);
    private int calls;
    private int open;
    private int astray;
    private int violations;
  }

  /// @param found all that there is of the call's account
  void add(HangUpSweep.Ended call, List<Left> found) {
    var account = call.account();
    var row = rows.computeIfAbsent(account.conversation(), _ -> new Row());
    var left = found.isEmpty() ? Left.NOTHING : found.getFirst();
    row.calls++;
    row.open += call.may().size() > 1 ? 1 : 0;
    row.astray += call.astray() ? 1 : 0;
    row.kinds.merge(left.kind(), 1, Integer::sum);
    row.moments.put(account.moment().toMillis(), left.kind().name().toLowerCase(Locale.ROOT));
    if (found.size() > 1 || call.may().stream().noneMatch(left::isLike)) {
      row.violations++;
      violation(
          "%s, hung up after %.2f s: %s, and may be %s; %s"
              .formatted(
                  account.conversation().title(),
                  account.moment().toMillis() / 1000.0,
                  found,
                  call.may(),
                  call.story()));
    }
  }

  void violation(String what) {
    violations.add(what);
  }

  /// What is not where the rule says; each in one line.
  List<String> violations() {
    return List.copyOf(violations);
  }

  /// How many calls left something of a kind.
  int count(Left.Kind kind) {
    return rows.values().stream().mapToInt(row -> row.kinds.getOrDefault(kind, 0)).sum();
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append(
        "%n%-24s %6s %8s %6s %6s %8s %10s %7s %11s%n"
            .formatted(
                "Hang-up sweep",
                "calls",
                "nothing",
                "draft",
                "post",
                "waiting",
                "in flight",
                "astray",
                "violations"));
    rows.forEach((conversation, row) -> {
      text.append("%-24s %6d".formatted(conversation.title(), row.calls));
      text.append(" %8d %6d %6d %8d".formatted(kinds(row)));
      text.append(" %10d %7d %11d%n".formatted(row.open, row.astray, row.violations));
    });
    rows.forEach((conversation, row) ->
        text.append("%n%s: %s".formatted(conversation.title(), stretches(row))));
    text.append("%n%n%d violations%n".formatted(violations.size()));
    violations.forEach(it -> text.append("  ").append(it).append('\n'));
    return text.toString();
  }

  private static Object[] kinds(Row row) {
    var counts = new ArrayList<Object>();
    for (var kind : Left.Kind.values()) {
      counts.add(row.kinds.getOrDefault(kind, 0));
    }
    return counts.toArray();
  }

  /// From when until when what was left.
  private static String stretches(Row row) {
    var stretches = new ArrayList<String>();
    var last = "";
    for (var moment : row.moments.entrySet()) {
      if (!moment.getValue().equals(last)) {
        last = moment.getValue();
        stretches.add("from %.2f s %s".formatted(moment.getKey() / 1000.0, last));
      }
    }
    return String.join(", ", stretches);
  }
}
