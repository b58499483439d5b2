package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.media.MediaRoom;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.PostWish;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.storage.Account;
import io.voicepost.storage.Parent;
import io.voicepost.storage.Post;
import io.voicepost.storage.PostId;
import io.voicepost.storage.PostText;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.Voice;
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
  private final MediaRoom media;
  private final Pages pages;
  private final Cards cards;

  ComposePages(Microblog microblog, MediaRoom media, Pages pages, Cards cards) {
    this.microblog = microblog;
    this.media = media;
    this.pages = pages;
    this.cards = cards;
  }

  /// What is being done.
  private enum Aim {
    NEW,
    REPLY,
    EDIT,
    DRAFT
  }

  HttpResponse compose(Visit visit) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var aim = aim(name -> visit.query(name).orElse(""));
          var post = post(session, aim, visit.query(query(aim)).orElse(""));
          return post.isEmpty() && aim != Aim.NEW
              ? pages.notFound(visit)
              : show(
                  visit,
                  HttpStatus.OK,
                  aim,
                  post,
                  new Door.Form(start(session, aim, post), Map.of()));
        });
  }

  private interface Asked {
    String of(String name);
  }

  private static Aim aim(Asked asked) {
    for (var aim : List.of(Aim.REPLY, Aim.EDIT, Aim.DRAFT)) {
      if (!asked.of(query(aim)).isEmpty()) {
        return aim;
      }
    }
    return Aim.NEW;
  }

  private static String query(Aim aim) {
    return aim.name().toLowerCase(Locale.ROOT);
  }

  /// What it is about: a post that may be seen, or one's own.
  private Optional<Post> post(Session session, Aim aim, String text) throws IOException {
    var id = Visit.id(text);
    if (id.isEmpty() || aim == Aim.NEW) {
      return Optional.empty();
    }
    var me = session.account().id();
    var found = microblog.reading().post(Optional.of(me), id.get());
    return switch (aim) {
      case REPLY -> found.filter(it -> it.visibility() != Visibility.DRAFT);
      case EDIT -> found.filter(it -> it.author().id().equals(me));
      case DRAFT ->
          found.filter(it -> it.author().id().equals(me) && it.visibility() == Visibility.DRAFT);
      case NEW -> Optional.empty();
    };
  }

  private Map<String, String> start(Session session, Aim aim, Optional<Post> post)
      throws IOException {
    var preferred = microblog.accounts().preferences(session.account().id());
    var values = new HashMap<String, String>();
    values.put("visibility", preferred.visibility().name());
    values.put("language", preferred.language().orElse(""));
    values.put("request", UUID.randomUUID().toString());
    if (aim == Aim.REPLY) {
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
          aim == Aim.EDIT ? post.get().visibility().name() : preferred.visibility().name());
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
      Visit visit, HttpStatus status, Aim aim, Optional<Post> post, Door.Form form)
      throws IOException {
    var words = visit.words().compose();
    var title =
        switch (aim) {
          case NEW -> words.newPost();
          case REPLY -> words.replyTo(post.orElseThrow().author().displayName());
          case EDIT -> words.editPost();
          case DRAFT -> words.publishDraft();
        };
    var shown = cards.of(Onlooker.of(visit), post.stream().toList());
    return pages.page(
        pages.headers(visit, status),
        "compose",
        new View(
            pages.named(title, visit),
            title,
            query(aim),
            shown.isEmpty() ? Optional.empty() : Optional.of(shown.getFirst()),
            media.longest(),
            form));
  }

  /// @param aim `new`, `reply`, `edit` or `draft`
  /// @param card what is answered, edited or finished
  /// @param longest the longest voice that is taken
  record View(
      Frame frame,
      String title,
      String aim,
      Optional<Card> card,
      Duration longest,
      Door.Form form) {
    ComposeWords words() {
      return frame.words().compose();
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
        case "reply" -> words().sendReply();
        case "edit" -> words().save();
        case "draft" -> words().publish();
        default -> words().post();
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

    boolean isLanguage(String code) {
      return form.value("language").equals(code);
    }

    String scriptWords() {
      return Frame.json(words().forScripts());
    }
  }

  HttpResponse submit(Visit visit, Fields fields) throws IOException {
    return Pages.members(
        visit,
        session -> {
          var aim = aim(fields::text);
          var values =
              Map.of(
                  "caption", fields.lines("caption"),
                  "warning", fields.text("warning").strip(),
                  "language", fields.text("language"),
                  "visibility", fields.text("visibility"),
                  "request", fields.text("request"));
          var about = fields.text(query(aim));
          var key = requestKey(aim, about, values);
          var standing = standing(session, key);
          if (standing.isPresent()) {
            return made(standing.get());
          }
          var post = post(session, aim, about);
          if (post.isEmpty() && aim != Aim.NEW) {
            return pages.notFound(visit);
          }
          var errors = errors(visit, aim, post, values);
          return errors.isEmpty()
              ? send(visit, session, aim, post, values, key)
              : show(
                  visit, HttpStatus.UNPROCESSABLE_ENTITY, aim, post, new Door.Form(values, errors));
        });
  }

  private static Map<String, String> errors(
      Visit visit, Aim aim, Optional<Post> post, Map<String, String> values) {
    var words = visit.words().compose();
    var errors = new HashMap<String, String>();
    boolean spoken = (aim == Aim.EDIT || aim == Aim.DRAFT) && post.flatMap(Post::voice).isPresent();
    var caption = values.getOrDefault("caption", "");
    var warning = values.getOrDefault("warning", "");
    if (!fits(caption, PostText.MOST_CAPTION)) {
      errors.put("caption", words.captionTooLong(PostText.MOST_CAPTION));
    } else if (caption.isBlank() && !spoken) {
      errors.put("caption", words.needsSomething());
    }
    if (!fits(warning, PostText.MOST_WARNING)) {
      errors.put("warning", words.warningTooLong(PostText.MOST_WARNING));
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
  private static Optional<String> requestKey(Aim aim, String about, Map<String, String> values) {
    var request = values.getOrDefault("request", "");
    if (!request.matches("[0-9a-f-]{36}")) {
      return Optional.empty();
    }
    var said =
        Stream.of("caption", "warning", "language", "visibility")
            .map(name -> values.getOrDefault(name, ""))
            .collect(Collectors.joining("\0", aim + "\0" + about + "\0", ""));
    return Optional.of(
        request + " " + UUID.nameUUIDFromBytes(said.getBytes(StandardCharsets.UTF_8)));
  }

  /// What the same form made before.
  private Optional<Post> standing(Session session, Optional<String> key) throws IOException {
    return key.isEmpty()
        ? Optional.empty()
        : microblog.posting().made(session.account().id(), key.get());
  }

  private static HttpResponse made(Post post) {
    return Ways.to(post.visibility() == Visibility.DRAFT ? "/drafts" : Paths.post(post));
  }

  private HttpResponse send(
      Visit visit,
      Session session,
      Aim aim,
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
          switch (aim) {
            case NEW, REPLY ->
                microblog
                    .posting()
                    .post(wish(session, text, values, Optional.empty(), post.map(Post::id), key));
            case EDIT ->
                microblog.posting().edit(session.account().id(), post.orElseThrow().id(), text);
            case DRAFT -> publish(session, post.orElseThrow(), text, values, key);
          };
      return made(made);
    } catch (RefusedException e) {
      // Perhaps by the same form, which was sent twice at the same time.
      var standing = standing(session, key);
      if (standing.isPresent()) {
        return made(standing.get());
      }
      var error = Map.of("caption", visit.words().compose().gone());
      return show(visit, HttpStatus.UNPROCESSABLE_ENTITY, aim, post, new Door.Form(values, error));
    }
  }

  private Post publish(
      Session session, Post draft, PostText text, Map<String, String> values, Optional<String> key)
      throws RefusedException, IOException {
    var answered = draft.replyTo().flatMap(Parent::post);
    var voice = draft.voice().map(Voice::recording);
    var wish = wish(session, text, values, voice, answered, key);
    return microblog.posting().publishDraft(draft.id(), wish);
  }

  private static PostWish wish(
      Session session,
      PostText text,
      Map<String, String> values,
      Optional<io.voicepost.storage.RecordingId> voice,
      Optional<PostId> answered,
      Optional<String> key) {
    return new PostWish(
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
