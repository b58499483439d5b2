package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.web.http.ContentPolicy;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.PostId;
import io.voicepost.storage.post.Parent;
import io.voicepost.storage.post.Post;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// The page of a post with its conversation, and the small one that other sites embed.
final class PostPages {
  private final Microblog microblog;
  private final PageRenderer renderer;
  private final CardLoader cardLoader;

  PostPages(Microblog microblog, PageRenderer renderer, CardLoader cardLoader) {
    this.microblog = microblog;
    this.renderer = renderer;
    this.cardLoader = cardLoader;
  }

  HttpResponse post(WebRequest request) throws IOException {
    var post = find(request, request.viewer());
    if (post.isEmpty()) {
      return renderer.notFound(request);
    }
    var talk = microblog.postQueries().conversation(request.viewer(), post.get());
    var all = new ArrayList<>(talk.before());
    all.add(post.get());
    all.addAll(talk.after());
    var shown = cardLoader.of(Viewer.of(request), all);
    int at = talk.before().size();
    return renderer.page(
        request,
        "post",
        new PostView(
            frame(request, post.get()),
            shown.subList(0, at),
            shown.get(at),
            replies(post.get(), shown.subList(at + 1, shown.size()))));
  }

  /// Indents what answers an answer.
  private static List<ThreadReply> replies(Post post, List<Card> cards) {
    var depths = new HashMap<PostId, Integer>();
    depths.put(post.id(), -1);
    var replies = new ArrayList<ThreadReply>();
    for (var card : ordered(post, cards)) {
      int above =
          card.post().replyTo().flatMap(Parent::post).map(depths::get).stream()
              .mapToInt(it -> it)
              .findFirst()
              .orElse(-1);
      depths.put(card.post().id(), above + 1);
      replies.add(new ThreadReply(card, above + 1));
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
  record ThreadReply(Card card, int depth) {
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
  record PostView(PageFrame frame, List<Card> before, Card card, List<ThreadReply> replies) {
    String url() {
      return frame.base() + card.path();
    }

    /// Where other sites learn how to put it into theirs.
    String oembed() {
      return frame.base() + "/oembed?url=" + SitePaths.encoded(url());
    }

    /// What other sites say of it.
    String description() {
      return card.isSpoken() ? card.label() + " · " + card.clock() : card.excerpt();
    }
  }

  HttpResponse embed(WebRequest request) throws IOException {
    var post = find(request, Optional.empty());
    if (post.isEmpty()) {
      return renderer.notFound(request);
    }
    var card = cardLoader.of(Viewer.of(request), List.of(post.get())).getFirst();
    var headers =
        renderer
            .headers(request, HttpStatus.OK)
            .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, ContentPolicy.embedded());
    return renderer.page(
        headers, "embed", new PostView(frame(request, post.get()), List.of(), card, List.of()));
  }

  /// A post alone, for a page that shows it as it was before.
  HttpResponse card(WebRequest request) throws IOException {
    var post = find(request, request.viewer());
    if (post.isEmpty()) {
      return renderer.notFound(request);
    }
    var card = cardLoader.of(Viewer.of(request), List.of(post.get())).getFirst();
    boolean whole = request.query("whole").isPresent();
    return renderer.page(request, "piece", new StandaloneCard(card, whole));
  }

  /// @param whole whether a long caption is shown to its end
  record StandaloneCard(Card card, boolean whole) {}

  private PageFrame frame(WebRequest request, Post post) {
    var author = post.author();
    return renderer.frame(
        request.words().say("account.title", author.displayName(), author.handle().value()),
        request);
  }

  /// The post that the path names, if `viewer` may see it; empty where its author is another than
  /// the path says.
  Optional<Post> find(WebRequest request, Optional<AccountId> viewer) throws IOException {
    var id = WebRequest.id(request.part("id"));
    var handle = PageRenderer.handle(request);
    if (id.isEmpty() || handle.isEmpty()) {
      return Optional.empty();
    }
    return microblog
        .postQueries()
        .post(viewer, id.get())
        .filter(it -> it.author().handle().equals(handle.get()));
  }
}
