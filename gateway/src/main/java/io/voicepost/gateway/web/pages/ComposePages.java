package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.media.MediaServices;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.gateway.web.http.SiteAddress;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Parent;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.Voice;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Where posts are made, edited and finished. Written posts work without scripts; a script adds the
/// voice and sends new posts through the API.
final class ComposePages {
  private final Microblog microblog;
  private final MediaServices media;
  private final PageRenderer renderer;
  private final CardLoader cardLoader;

  ComposePages(
      Microblog microblog, MediaServices media, PageRenderer renderer, CardLoader cardLoader) {
    this.microblog = microblog;
    this.media = media;
    this.renderer = renderer;
    this.cardLoader = cardLoader;
  }

  HttpResponse compose(WebRequest request) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var mode = ComposeMode.of(name -> request.query(name).orElse(""));
          var post = post(session, mode, request.query(mode.field()).orElse(""));
          return post.isEmpty() && mode != ComposeMode.NEW
              ? renderer.notFound(request)
              : show(
                  request,
                  HttpStatus.OK,
                  mode,
                  post,
                  new SignInViews.Form(start(session, mode, post), Map.of()));
        });
  }

  /// What it is about: a post that may be seen, or one's own.
  private Optional<Post> post(Session session, ComposeMode mode, String text) throws IOException {
    var id = WebRequest.id(text);
    if (id.isEmpty() || mode == ComposeMode.NEW) {
      return Optional.empty();
    }
    var me = session.account().id();
    var found = microblog.postQueries().post(Optional.of(me), id.get());
    return switch (mode) {
      case REPLY -> found.filter(it -> it.visibility() != Visibility.DRAFT);
      case EDIT -> found.filter(it -> it.author().id().equals(me));
      case DRAFT ->
          found.filter(it -> it.author().id().equals(me) && it.visibility() == Visibility.DRAFT);
      case NEW -> Optional.empty();
    };
  }

  private Map<String, String> start(Session session, ComposeMode mode, Optional<Post> post)
      throws IOException {
    var preferred = microblog.accounts().preferences(session.account().id());
    var values = new HashMap<String, String>();
    values.put("visibility", preferred.visibility().name());
    values.put("language", preferred.language().orElse(""));
    values.put("request", UUID.randomUUID().toString());
    if (mode == ComposeMode.REPLY) {
      var answered = post.orElseThrow();
      values.put("caption", names(session.account(), answered));
      values.put("warning", answered.text().warning());
      values.put("visibility", narrower(answered.visibility(), preferred.visibility()).name());
    } else if (post.isPresent()) {
      values.put("caption", post.get().text().caption());
      values.put("warning", post.get().text().warning());
      values.put("language", post.get().text().language());
      values.put(
          "visibility",
          mode == ComposeMode.EDIT
              ? post.get().visibility().name()
              : preferred.visibility().name());
    }
    return values;
  }

  /// An answer goes no further than what it answers.
  private static Visibility narrower(Visibility one, Visibility other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /// Whom an answer is for.
  private static String names(Account me, Post answered) {
    var author = answered.author();
    return author.id().equals(me.id()) ? "" : "@" + author.handle() + " ";
  }

  private HttpResponse show(
      WebRequest request,
      HttpStatus status,
      ComposeMode mode,
      Optional<Post> post,
      SignInViews.Form form)
      throws IOException {
    var words = request.words();
    var title =
        switch (mode) {
          case NEW -> words.say("compose.new-post");
          case REPLY -> words.say("compose.reply-to", post.orElseThrow().author().displayName());
          case EDIT -> words.say("compose.edit-post");
          case DRAFT -> words.say("compose.publish-draft");
        };
    var shown = cardLoader.of(Viewer.of(request), post.stream().toList());
    return renderer.page(
        renderer.headers(request, status),
        "compose",
        new ComposeView(
            renderer.named(title, request),
            title,
            mode.field(),
            shown.isEmpty() ? Optional.empty() : Optional.of(shown.getFirst()),
            media.longest(),
            form));
  }

  HttpResponse submit(WebRequest request, FormFields fields) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var mode = ComposeMode.of(fields::text);
          var form = ComposeForm.of(mode, fields, SiteAddress.host(renderer.site().base(request)));
          var standing = standing(session, form);
          if (standing.isPresent()) {
            return made(standing.get());
          }
          var post = post(session, mode, form.about());
          if (post.isEmpty() && mode != ComposeMode.NEW) {
            return renderer.notFound(request);
          }
          var errors = form.errors(request.words(), post);
          return errors.isEmpty()
              ? send(request, session, form, post)
              : refuse(request, form, post, errors);
        });
  }

  /// What the same form made before.
  private Optional<Post> standing(Session session, ComposeForm form) throws IOException {
    var key = form.requestKey();
    return key.isEmpty()
        ? Optional.empty()
        : microblog.postCommands().made(session.account().id(), key.get());
  }

  private static HttpResponse made(Post post) {
    return Redirects.to(post.visibility() == Visibility.DRAFT ? "/drafts" : SitePaths.post(post));
  }

  private HttpResponse send(
      WebRequest request, Session session, ComposeForm form, Optional<Post> post)
      throws IOException {
    var me = session.account().id();
    var commands = microblog.postCommands();
    try {
      var made =
          switch (form.mode()) {
            case NEW, REPLY ->
                commands.post(form.request(me, post.map(Post::id), Optional.empty()));
            case EDIT -> commands.edit(me, post.orElseThrow().id(), form.text());
            case DRAFT -> publish(me, post.orElseThrow(), form);
          };
      return made(made);
    } catch (RefusedException e) {
      // Perhaps by the same form, which was sent twice at the same time.
      var standing = standing(session, form);
      if (standing.isPresent()) {
        return made(standing.get());
      }
      var error = Map.of("caption", request.words().say("compose.gone"));
      return refuse(request, form, post, error);
    }
  }

  private HttpResponse refuse(
      WebRequest request, ComposeForm form, Optional<Post> post, Map<String, String> errors)
      throws IOException {
    var filled = new SignInViews.Form(form.values(), errors);
    return show(request, HttpStatus.UNPROCESSABLE_ENTITY, form.mode(), post, filled);
  }

  private Post publish(AccountId me, Post draft, ComposeForm form)
      throws RefusedException, IOException {
    var answered = draft.replyTo().flatMap(Parent::post);
    var voice = draft.voice().map(Voice::recording);
    return microblog.postCommands().publishDraft(draft.id(), form.request(me, answered, voice));
  }
}
