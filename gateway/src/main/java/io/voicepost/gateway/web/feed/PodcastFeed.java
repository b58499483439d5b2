package io.voicepost.gateway.web.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpResponse;
import io.voicepost.gateway.media.CaptionEditor;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.web.pages.PageRenderer;
import io.voicepost.gateway.web.pages.Site;
import io.voicepost.gateway.web.pages.SitePaths;
import io.voicepost.gateway.web.pages.WebRequest;
import io.voicepost.storage.Account;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Page;
import io.voicepost.storage.RecordingId;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.Captions;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.TimelineEntry;
import io.voicepost.storage.post.TimelineStore;
import io.voicepost.storage.post.Voice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The voices of an account as a podcast: RSS 2.0 with the elements that podcast clients ask for
/// (Apple's iTunes namespace, `atom:link` for the feed's own address, and the transcripts of the
/// podcast namespace, podcastindex.org). The newest [#MOST_EPISODES] public posts, no answers, no
/// reposts.
final class PodcastFeed {
  private static final int MOST_EPISODES = 100;
  private static final int LONGEST_TITLE = 80;
  private static final String ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd";
  private static final String PODCAST = "https://podcastindex.org/namespace/1.0";
  private static final UUID PODCASTS = UUID.fromString("ead4c236-bf58-58c6-a2c6-a6b28d128cb6");
  private static final String ATOM = "http://www.w3.org/2005/Atom";

  /// RFC 822, with the year of RFC 1123.
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Microblog microblog;
  private final CaptionEditor captionEditor;
  private final Site site;
  private final PageRenderer renderer;

  PodcastFeed(Microblog microblog, CaptionEditor captionEditor, Site site, PageRenderer renderer) {
    this.microblog = microblog;
    this.captionEditor = captionEditor;
    this.site = site;
    this.renderer = renderer;
  }

  HttpResponse serve(WebRequest request) throws IOException {
    var account = microblog.accounts().byHandle(new Handle(request.part("handle")));
    if (account.isEmpty()) {
      return renderer.notFound(request);
    }
    var episodes = episodes(account.get());
    var content = feed(account.get(), episodes, captions(episodes), site.base(request));
    return CacheableResponse.answer(request, "application/rss+xml; charset=utf-8", content);
  }

  private List<Post> episodes(Account account) throws IOException {
    return microblog
        .postQueries()
        .account(
            Optional.empty(),
            account.id(),
            new TimelineStore.Filter(true, true, true, Optional.empty()),
            Page.first(MOST_EPISODES))
        .entries()
        .stream()
        .map(TimelineEntry::post)
        .filter(post -> post.visibility() == Visibility.PUBLIC)
        .toList();
  }

  /// What is said in the episodes, as far as it is written.
  private Map<RecordingId, Captions> captions(List<Post> episodes) throws IOException {
    var recordings =
        episodes.stream().flatMap(it -> it.voice().stream()).map(Voice::recording).toList();
    return recordings.isEmpty() ? Map.of() : captionEditor.of(recordings);
  }

  private static String feed(
      Account account, List<Post> episodes, Map<RecordingId, Captions> captions, String base) {
    return Xml.document(xml -> {
      xml.open(
          "rss",
          "version",
          "2.0",
          "xmlns:itunes",
          ITUNES,
          "xmlns:podcast",
          PODCAST,
          "xmlns:atom",
          ATOM);
      xml.open("channel");
      channel(xml, account, episodes, base);
      for (var episode : episodes) {
        episode
            .voice()
            .ifPresent(voice -> {
              var said = Optional.ofNullable(captions.get(voice.recording()));
              item(xml, episode, voice, said, base);
            });
      }
      xml.close();
      xml.close();
    });
  }

  private static void channel(Xml xml, Account account, List<Post> episodes, String base) {
    var page = base + SitePaths.account(account.handle());
    var name = account.displayName();
    var about = account.profile().bio().isBlank() ? name : account.profile().bio();
    xml.text("title", name);
    xml.text("link", page);
    xml.empty("atom:link", "rel", "self", "type", "application/rss+xml", "href", page + "/feed");
    xml.text("description", about);
    xml.text("language", language(episodes));
    xml.text("itunes:author", name);
    // Without an address to write to: those are nobody's business.
    xml.open("itunes:owner");
    xml.text("itunes:name", name);
    xml.close();
    xml.text("podcast:guid", guid(page + "/feed").toString());
    // Who moves a podcast to another house is asked for by its author, not by that house.
    xml.text("podcast:locked", "yes");
    xml.text("itunes:type", "episodic");
    xml.empty("itunes:image", "href", base + CoverImage.path(account));
    xml.empty("itunes:category", "text", "Society & Culture");
    xml.text("itunes:explicit", "false");
  }

  /// The same for ever and everywhere: a UUID of version 5 of the feed's address without its
  /// scheme, in the namespace of the podcast namespace's "guid".
  static UUID guid(String feed) {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      digest.update(
          ByteBuffer.allocate(16)
              .putLong(PODCASTS.getMostSignificantBits())
              .putLong(PODCASTS.getLeastSignificantBits())
              .array());
      var name = feed.replaceFirst("^[a-z]+://", "").replaceFirst("/+$", "");
      var hash = ByteBuffer.wrap(digest.digest(name.getBytes(UTF_8)));
      return new UUID(
          (hash.getLong() & ~0xF000L) | 0x5000L, (hash.getLong() & ~(3L << 62)) | (1L << 63));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  private static String language(List<Post> episodes) {
    return episodes.stream()
        .map(post -> post.text().language())
        .filter(it -> !it.isEmpty())
        .findFirst()
        .orElse("en");
  }

  private static void item(Xml xml, Post post, Voice voice, Optional<Captions> said, String base) {
    var page = base + SitePaths.post(post);
    var file = voice.renditions().getFirst();
    xml.open("item");
    xml.text("title", title(post));
    xml.text("link", page);
    xml.text("guid", page, "isPermaLink", "true");
    xml.text("pubDate", TIME.format(post.postedAt()));
    xml.text("description", text(post).isBlank() ? title(post) : text(post));
    xml.empty(
        "enclosure",
        "url",
        base + SitePaths.audio(file),
        "length",
        Long.toString(file.bytes()),
        "type",
        file.mediaType());
    xml.text("itunes:duration", Long.toString(Math.max(1, voice.duration().toSeconds())));
    xml.text("itunes:explicit", Boolean.toString(!post.text().warning().isEmpty()));
    said.filter(it -> it.state() != Captions.Progress.PENDING)
        .ifPresent(it -> transcript(xml, it, base));
    xml.close();
  }

  private static void transcript(Xml xml, Captions captions, String base) {
    var attributes =
        new ArrayList<>(
            List.of(
                "url", base + SitePaths.captions(captions.recording()),
                "type", "text/vtt",
                "rel", "captions"));
    if (!captions.language().isEmpty()) {
      attributes.addAll(List.of("language", captions.language()));
    }
    xml.empty("podcast:transcript", attributes.toArray(String[]::new));
  }

  /// The first line of what is written, or the warning that hides it, or the date.
  private static String title(Post post) {
    var text = text(post).lines().findFirst().orElse("").strip();
    if (text.isEmpty()) {
      return date(post.postedAt());
    }
    int end = Math.min(text.length(), LONGEST_TITLE);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return end < text.length() ? text.substring(0, end) + "…" : text;
  }

  private static String text(Post post) {
    return post.text().warning().isEmpty() ? post.text().caption() : post.text().warning();
  }

  private static String date(Instant instant) {
    return DateTimeFormatter.ISO_LOCAL_DATE.format(instant.atOffset(ZoneOffset.UTC));
  }
}
