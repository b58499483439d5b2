package io.voicepost.gateway.web;

import java.util.List;
import java.util.Optional;

/// A page that is a timeline under a heading.
///
/// @param tabs other views of the same, with this one among them
/// @param aside a link beside the heading
record Place(
    Frame frame,
    String title,
    List<Tab> tabs,
    Optional<Link> aside,
    Timeline timeline,
    Silence silence) {
  Place {
    tabs = List.copyOf(tabs);
  }

  Place(Frame frame, String title, Timeline timeline, Silence silence) {
    this(frame, title, List.of(), Optional.empty(), timeline, silence);
  }

  /// One of several views.
  record Tab(String name, String href, boolean current) {}

  record Link(String text, String href) {}

  /// What stands where nothing is: what is missing and what to do about it.
  record Silence(String what, String advice, Optional<Link> way) {
    Silence(String what, String advice) {
      this(what, advice, Optional.empty());
    }
  }
}
