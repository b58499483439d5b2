package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Parent;
import io.voicepost.storage.Post;
import io.voicepost.storage.PostId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// The page of a post with its conversation, and the small one that other sites embed.
final class PostPages {
  private final Microblog microblog;
  private final Pages pages;
  private final Cards cards;

  PostPages(Microblog microblog, Pages pages, Cards cards) {
    this.microblog = microblog;
    this.pages = pages;
    this.cards = cards;
  }

  HttpResponse post(Visit visit) throws IOException {
    var post = find(visit, visit.viewer());
    if (post.isEmpty()) {
      return pages.notFound(visit);
    }
    var talk = microblog.reading().conversation(visit.viewer(), post.get());
    var all = new ArrayList<>(talk.before());
    all.add(post.get());
    all.addAll(talk.after());
    var shown = cards.of(Onlooker.of(visit), all);
    int at = talk.before().size();
    return pages.page(
        visit,
        "post",
        new View(
            frame(visit, post.get()),
            shown.subList(0, at),
            shown.get(at),
            replies(post.get(), shown.subList(at + 1, shown.size()))));
  }

  /// Indents what answers an answer.
  private static List<Reply> replies(Post post, List<Card> cards) {
    var depths = new HashMap<PostId, Integer>();
    depths.put(post.id(), -1);
    var replies = new ArrayList<Reply>();
    for (var card : ordered(post, cards)) {
      int above =
          card.post().replyTo().flatMap(Parent::post).map(depths::get).stream()
              .mapToInt(it -> it)
              .findFirst()
              .orElse(-1);
      depths.put(card.post().id(), above + 1);
      replies.add(new Reply(card, above + 1));
    }
    return replies;
  }

  /// Each answer right below what it answers, the oldest first.
  private static List<Card> ordered(Post post, List<Card> cards) {
    var answers = new HashMap<PostId, List<Card>>();
    for (var card : cards) {
      card.post()
          .replyTo()
          .flatMap(Parent::post)
          .ifPresent(it -> answers.computeIfAbsent(it, _ -> new ArrayList<>()).add(card));
    }
    var ordered = new ArrayList<Card>();
    var open = new ArrayList<>(answers.getOrDefault(post.id(), List.of()).reversed());
    // A post answers an older one only, so each is taken once.
    while (!open.isEmpty()) {
      var next = open.removeLast();
      ordered.add(next);
      open.addAll(answers.getOrDefault(next.post().id(), List.of()).reversed());
    }
    return ordered;
  }

  /// An answer, and how far it is from what the page is about.
  record Reply(Card card, int depth) {
    private static final int DEEPEST = 3;

    /// Whether where it stands tells what it answers.
    boolean isPlaced() {
      return depth <= DEEPEST;
    }

    int indent() {
      return Math.min(depth, DEEPEST);
    }
  }

  /// @param before what it answers, the oldest first
  record View(Frame frame, List<Card> before, Card card, List<Reply> replies) {
    String url() {
      return frame.base() + card.path();
    }

    /// What other sites say of it.
    String description() {
      return card.isSpoken() ? card.label() + " · " + card.clock() : card.excerpt();
    }
  }

  HttpResponse embed(Visit visit) throws IOException {
    var post = find(visit, Optional.empty());
    if (post.isEmpty()) {
      return pages.notFound(visit);
    }
    var card = cards.of(Onlooker.of(visit), List.of(post.get())).getFirst();
    var headers =
        pages
            .headers(visit, HttpStatus.OK)
            .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, ContentPolicy.embedded());
    return pages.page(
        headers, "embed", new View(frame(visit, post.get()), List.of(), card, List.of()));
  }

  /// A post alone, for a page that shows it as it was before.
  HttpResponse card(Visit visit) throws IOException {
    var post = find(visit, visit.viewer());
    if (post.isEmpty()) {
      return pages.notFound(visit);
    }
    var card = cards.of(Onlooker.of(visit), List.of(post.get())).getFirst();
    boolean whole = visit.query("whole").isPresent();
    return pages.page(visit, "piece", new Alone(card, whole));
  }

  /// @param whole whether a long caption is shown to its end
  record Alone(Card card, boolean whole) {}

  private Frame frame(Visit visit, Post post) {
    var author = post.author();
    return pages.frame(visit.words().voiceOf(author.displayName(), author.handle().value()), visit);
  }

  /// The post that the path names, if `viewer` may see it; empty where its author is another than
  /// the path says.
  Optional<Post> find(Visit visit, Optional<AccountId> viewer) throws IOException {
    var id = Visit.id(visit.part("id"));
    var handle = Pages.handle(visit);
    if (id.isEmpty() || handle.isEmpty()) {
      return Optional.empty();
    }
    return microblog
        .reading()
        .post(viewer, id.get())
        .filter(it -> it.author().handle().equals(handle.get()));
  }
}
