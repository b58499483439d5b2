package io.voicepost.gateway.web.pages;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.media.MediaServices;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.PostRequest;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.gateway.web.words.Words;
import io.voicepost.storage.Account;
import io.voicepost.storage.PostId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Parent;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.PostText;
import io.voicepost.storage.post.Voice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /// What is being done.
  private enum ComposeMode {
    NEW,
    REPLY,
    EDIT,
    DRAFT
  }

  HttpResponse compose(WebRequest request) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var mode = aim(name -> request.query(name).orElse(""));
          var post = post(session, mode, request.query(query(mode)).orElse(""));
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

  private interface FormLookup {
    String of(String name);
  }

  private static ComposeMode aim(FormLookup form) {
    for (var mode : List.of(ComposeMode.REPLY, ComposeMode.EDIT, ComposeMode.DRAFT)) {
      if (!form.of(query(mode)).isEmpty()) {
        return mode;
      }
    }
    return ComposeMode.NEW;
  }

  private static String query(ComposeMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
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
            query(mode),
            shown.isEmpty() ? Optional.empty() : Optional.of(shown.getFirst()),
            media.longest(),
            form));
  }

  /// @param aim `new`, `reply`, `edit` or `draft`
  /// @param card what is answered, edited or finished
  /// @param longest the longest voice that is taken
  record ComposeView(
      PageFrame frame,
      String title,
      String aim,
      Optional<Card> card,
      Duration longest,
      SignInViews.Form form) {
    Words words() {
      return frame.words();
    }

    int mostCaption() {
      return PostText.MOST_CAPTION;
    }

    int mostWarning() {
      return PostText.MOST_WARNING;
    }

    boolean takesVoice() {
      return aim.equals("new") || aim.equals("reply");
    }

    boolean takesAudience() {
      return !aim.equals("edit");
    }

    String submit() {
      return switch (aim) {
        case "reply" -> words().say("compose.send-reply");
        case "edit" -> words().say("compose.save");
        case "draft" -> words().say("compose.publish");
        default -> words().say("compose.post");
      };
    }

    List<Visibility> visibilities() {
      return aim.equals("draft")
          ? List.of(Visibility.PUBLIC, Visibility.UNLISTED, Visibility.FOLLOWERS)
          : List.of(Visibility.values());
    }

    boolean isChosen(Visibility visibility) {
      return form.value("visibility").equals(visibility.name());
    }

    /// As the API calls it.
    static String apiName(Visibility visibility) {
      return switch (visibility) {
        case PUBLIC -> "public";
        case UNLISTED -> "unlisted";
        case FOLLOWERS -> "private";
        case DRAFT -> "direct";
      };
    }

    /// Whether the part that most people leave alone is open.
    boolean isOpen() {
      return !form.value("warning").isEmpty() || !form.error("warning").isEmpty();
    }

    boolean isLanguage(String tag) {
      return form.value("language").equals(tag);
    }

    List<SpokenLanguage> languages() {
      return SpokenLanguage.with(form.value("language"));
    }

    String scriptWords() {
      return PageFrame.json(words().scripts("compose"));
    }
  }

  HttpResponse submit(WebRequest request, FormFields fields) throws IOException {
    return PageRenderer.members(
        request,
        session -> {
          var mode = aim(fields::text);
          var values =
              Map.of(
                  "caption", fields.lines("caption"),
                  "warning", fields.text("warning").strip(),
                  "language", fields.text("language"),
                  "visibility", fields.text("visibility"),
                  "request", fields.text("request"));
          var about = fields.text(query(mode));
          var key = requestKey(mode, about, values);
          var standing = standing(session, key);
          if (standing.isPresent()) {
            return made(standing.get());
          }
          var post = post(session, mode, about);
          if (post.isEmpty() && mode != ComposeMode.NEW) {
            return renderer.notFound(request);
          }
          var errors = errors(request, mode, post, values);
          return errors.isEmpty()
              ? send(request, session, mode, post, values, key)
              : show(
                  request,
                  HttpStatus.UNPROCESSABLE_ENTITY,
                  mode,
                  post,
                  new SignInViews.Form(values, errors));
        });
  }

  private static Map<String, String> errors(
      WebRequest request, ComposeMode mode, Optional<Post> post, Map<String, String> values) {
    var words = request.words();
    var errors = new HashMap<String, String>();
    boolean spoken =
        (mode == ComposeMode.EDIT || mode == ComposeMode.DRAFT)
            && post.flatMap(Post::voice).isPresent();
    var caption = values.getOrDefault("caption", "");
    var warning = values.getOrDefault("warning", "");
    if (!fits(caption, PostText.MOST_CAPTION)) {
      errors.put("caption", words.say("compose.caption-too-long", PostText.MOST_CAPTION));
    } else if (caption.isBlank() && !spoken) {
      errors.put("caption", words.say("compose.needs-something"));
    }
    if (!fits(warning, PostText.MOST_WARNING)) {
      errors.put("warning", words.say("compose.warning-too-long", PostText.MOST_WARNING));
    }
    return errors;
  }

  /// Whether both databases keep it as it is.
  static boolean fits(String text, int most) {
    return text.length() <= most
        && text.codePoints()
            .noneMatch(it ->
                it != '\n'
                    && (Character.getType(it) == Character.CONTROL
                        || Character.getType(it) == Character.SURROGATE));
  }

  /// Names a form with all that it says: sent twice, it makes one post; changed, another one.
  private static Optional<String> requestKey(
      ComposeMode mode, String about, Map<String, String> values) {
    var request = values.getOrDefault("request", "");
    if (!request.matches("[0-9a-f-]{36}")) {
      return Optional.empty();
    }
    var said =
        Stream.of("caption", "warning", "language", "visibility")
            .map(name -> values.getOrDefault(name, ""))
            .collect(Collectors.joining("\0", mode + "\0" + about + "\0", ""));
    return Optional.of(
        request + " " + UUID.nameUUIDFromBytes(said.getBytes(StandardCharsets.UTF_8)));
  }

  /// What the same form made before.
  private Optional<Post> standing(Session session, Optional<String> key) throws IOException {
    return key.isEmpty()
        ? Optional.empty()
        : microblog.postCommands().made(session.account().id(), key.get());
  }

  private static HttpResponse made(Post post) {
    return Redirects.to(post.visibility() == Visibility.DRAFT ? "/drafts" : SitePaths.post(post));
  }

  private HttpResponse send(
      WebRequest request,
      Session session,
      ComposeMode mode,
      Optional<Post> post,
      Map<String, String> values,
      Optional<String> key)
      throws IOException {
    var language = values.getOrDefault("language", "");
    var text =
        new PostText(
            values.getOrDefault("caption", ""),
            values.getOrDefault("warning", ""),
            language.matches("[A-Za-z0-9-]{0,35}") ? language : "");
    try {
      var made =
          switch (mode) {
            case NEW, REPLY ->
                microblog
                    .postCommands()
                    .post(wish(session, text, values, Optional.empty(), post.map(Post::id), key));
            case EDIT ->
                microblog
                    .postCommands()
                    .edit(session.account().id(), post.orElseThrow().id(), text);
            case DRAFT -> publish(session, post.orElseThrow(), text, values, key);
          };
      return made(made);
    } catch (RefusedException e) {
      // Perhaps by the same form, which was sent twice at the same time.
      var standing = standing(session, key);
      if (standing.isPresent()) {
        return made(standing.get());
      }
      var error = Map.of("caption", request.words().say("compose.gone"));
      return show(
          request,
          HttpStatus.UNPROCESSABLE_ENTITY,
          mode,
          post,
          new SignInViews.Form(values, error));
    }
  }

  private Post publish(
      Session session, Post draft, PostText text, Map<String, String> values, Optional<String> key)
      throws RefusedException, IOException {
    var answered = draft.replyTo().flatMap(Parent::post);
    var voice = draft.voice().map(Voice::recording);
    var wish = wish(session, text, values, voice, answered, key);
    return microblog.postCommands().publishDraft(draft.id(), wish);
  }

  private static PostRequest wish(
      Session session,
      PostText text,
      Map<String, String> values,
      Optional<io.voicepost.storage.RecordingId> voice,
      Optional<PostId> answered,
      Optional<String> key) {
    return new PostRequest(
        session.account().id(),
        text,
        voice,
        visibility(values.getOrDefault("visibility", "")),
        answered,
        key);
  }

  /// The one that was chosen; the narrowest where none was: nobody says to all what they did not
  /// mean to.
  private static Visibility visibility(String chosen) {
    for (var visibility : Visibility.values()) {
      if (visibility.name().equals(chosen)) {
        return visibility;
      }
    }
    return Visibility.DRAFT;
  }
}
