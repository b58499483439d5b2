package io.voicepost.gateway.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What a benchmark prints: a title, rows of which the first is the heading, and notes.
final class Table {
  private final String title;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  Table(String title, String... heading) {
    this.title = title;
    rows.add(List.of(heading));
  }

  void row(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException("a row has a cell for each column");
    }
    rows.add(List.of(cells));
  }

  void note(String note) {
    notes.add(note);
  }

  /// All rows as they are printed, the first column to the left, the others to the right.
  @Override
  public String toString() {
    var widths = new ArrayList<>(Collections.nCopies(rows.getFirst().size(), 0));
    for (var row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths.set(i, Math.max(widths.get(i), row.get(i).length()));
      }
    }
    var text = new StringBuilder("\n").append(title).append('\n');
    for (var row : rows) {
      for (int i = 0; i < row.size(); i++) {
        var padding = " ".repeat(widths.get(i) - row.get(i).length());
        text.append("  ").append(i == 0 ? row.get(i) + padding : padding + row.get(i));
      }
      text.append('\n');
    }
    notes.forEach(note -> text.append("  ").append(note).append('\n'));
    return text.toString();
  }
}
