package io.voicepost.gateway.web.pages;

import java.util.List;
import java.util.Optional;

/// A page that is a timeline under a heading.
///
/// @param tabs other views of the same, with this one among them
/// @param aside a link beside the heading
record TimelineView(
    PageFrame frame,
    String title,
    List<Tab> tabs,
    Optional<HeadingLink> aside,
    CardList timeline,
    EmptyState emptyState) {
  TimelineView {
    tabs = List.copyOf(tabs);
  }

  TimelineView(PageFrame frame, String title, CardList timeline, EmptyState emptyState) {
    this(frame, title, List.of(), Optional.empty(), timeline, emptyState);
  }

  /// One of several views.
  record Tab(String name, String href, boolean current) {}

  record HeadingLink(String text, String href) {}

  /// What stands where nothing is: what is missing and what to do about it.
  record EmptyState(String what, String advice, Optional<HeadingLink> way) {
    EmptyState(String what, String advice) {
      this(what, advice, Optional.empty());
    }
  }
}
