package io.voicepost.gateway.web.api;

import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.microblog.ParsedText;
import io.voicepost.gateway.web.api.entity.AccountEntity;
import io.voicepost.gateway.web.api.entity.HtmlFormatter;
import io.voicepost.gateway.web.http.ApiRequest;
import io.voicepost.gateway.web.http.ApiResponse;
import io.voicepost.gateway.web.http.Route;
import io.voicepost.gateway.web.http.RouteAccess;
import io.voicepost.gateway.web.http.SiteAddress;
import io.voicepost.gateway.web.image.AvatarFiles;
import io.voicepost.gateway.web.words.PageLanguage;
import io.voicepost.storage.Profile;
import io.voicepost.storage.post.MediaAttachment;
import io.voicepost.storage.post.PostText;
import io.voicepost.transcoder.upload.PictureDecoder;
import io.voicepost.transcoder.upload.UploadLimits;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What this site is (docs, "instance API methods").
final class InstanceRoutes {
  /// Apps read the first number as Mastodon's version and decide by it what they may ask for.
  static final String VERSION = "4.2.0 (compatible; Voicepost 0.2.0)";

  static final int MOST_PINS = 5;

  private static final String ABOUT =
      "Dial a number, speak after the beep, hang up: your voice is a post.";
  private static final List<String> AUDIO =
      List.of(
          "audio/mpeg",
          "audio/mp3",
          "audio/ogg",
          "audio/opus",
          "audio/webm",
          "audio/wav",
          "audio/x-wav",
          "audio/wave",
          "audio/vnd.wave",
          "audio/flac",
          "audio/aac",
          "audio/m4a",
          "audio/x-m4a",
          "audio/mp4",
          "audio/3gpp",
          "audio/amr",
          "audio/aiff",
          "audio/x-aiff",
          "audio/x-caf",
          "audio/basic",
          "audio/x-ms-wma",
          "video/webm",
          "video/mp4");

  /// As Mastodon announces them.
  private static final int VIDEO_FRAMES = 120;

  private static final int VIDEO_PIXELS = 8_294_400;

  private final Microblog microblog;
  private final UploadLimits uploads;
  private final boolean signUpOpen;

  InstanceRoutes(Microblog microblog, UploadLimits uploads, boolean signUpOpen) {
    this.microblog = microblog;
    this.uploads = uploads;
    this.signUpOpen = signUpOpen;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/instance", RouteAccess.anybody(), this::first),
        Route.get("/api/v2/instance", RouteAccess.anybody(), this::second),
        Route.get(
            "/api/v1/instance/extended_description",
            RouteAccess.anybody(),
            _ -> ApiResponse.ok(Text.of(ABOUT))),
        Route.get(
            "/api/v1/instance/privacy_policy",
            RouteAccess.anybody(),
            _ -> ApiResponse.ok(Text.of(""))));
  }

  /// Documented as `ExtendedDescription` and `PrivacyPolicy`.
  record Text(Instant updatedAt, String content) {
    static Text of(String text) {
      var paragraph = text.isEmpty() ? "" : "<p>" + HtmlFormatter.escaped(text) + "</p>";
      return new Text(Instant.parse("2026-11-22T00:00:00Z"), paragraph);
    }
  }

  record Statuses(int maxCharacters, int maxMediaAttachments, int charactersReservedPerUrl) {}

  /// Apps read the limit of sounds from that of videos. Of a video only the sound is taken, so that
  /// its pictures are limited by nothing but its size.
  ///
  /// @param audioDurationLimit in seconds; ours alone
  record MediaAttachments(
      List<String> supportedMimeTypes,
      long imageSizeLimit,
      long imageMatrixLimit,
      long videoSizeLimit,
      long videoFrameRateLimit,
      long videoMatrixLimit,
      int descriptionLimit,
      long audioDurationLimit) {}

  record Polls(int maxOptions, int maxCharactersPerOption, int minExpiration, int maxExpiration) {}

  record Accounts(
      int maxFeaturedTags, int maxPinnedStatuses, int maxDisplayNameLength, int maxNoteLength) {}

  record Translation(boolean enabled) {}

  record Urls(String streaming) {}

  record Configuration(
      Urls urls,
      Accounts accounts,
      Statuses statuses,
      MediaAttachments mediaAttachments,
      Polls polls,
      Translation translation) {
    static Configuration of(String base, UploadLimits uploads) {
      return new Configuration(
          new Urls(streaming(base)),
          new Accounts(0, MOST_PINS, 100, Profile.MOST_BIO),
          new Statuses(PostText.MOST_CHARACTERS, 1, ParsedText.LINK_LENGTH),
          new MediaAttachments(
              AUDIO,
              AvatarFiles.MOST_BYTES,
              PictureDecoder.MOST_PIXELS,
              uploads.bytes(),
              VIDEO_FRAMES,
              VIDEO_PIXELS,
              MediaAttachment.LONGEST_DESCRIPTION,
              uploads.longest().toSeconds()),
          new Polls(0, 0, 0, 0),
          new Translation(false));
    }
  }

  private static String streaming(String base) {
    return base.replaceFirst("^http", "ws");
  }

  record Stats(long userCount, long statusCount, long domainCount) {}

  /// Documented as `V1::Instance`.
  record InstanceV1(
      String uri,
      String title,
      String shortDescription,
      String description,
      String email,
      String version,
      Map<String, String> urls,
      Stats stats,
      String thumbnail,
      List<String> languages,
      boolean registrations,
      boolean approvalRequired,
      boolean invitesEnabled,
      Configuration configuration,
      Optional<AccountEntity> contactAccount,
      List<Object> rules) {}

  private ApiResponse first(ApiRequest request) throws IOException {
    var base = request.base();
    var totals = microblog.totals();
    return ApiResponse.ok(
        new InstanceV1(
            SiteAddress.host(base),
            "Voicepost",
            ABOUT,
            ABOUT,
            "",
            VERSION,
            Map.of("streaming_api", streaming(base)),
            new Stats(totals.accounts(), totals.posts(), 0),
            base + AvatarFiles.HEADER,
            PageLanguage.all().stream().map(PageLanguage::code).toList(),
            signUpOpen,
            false,
            false,
            Configuration.of(base, uploads),
            Optional.empty(),
            List.of()));
  }

  record Users(long activeMonth) {}

  record Usage(Users users) {}

  record Thumbnail(String url, Optional<String> blurhash, Map<String, String> versions) {}

  record Registrations(boolean enabled, boolean approvalRequired, Optional<String> message) {}

  record Contact(String email, Optional<AccountEntity> account) {}

  record Versions(int mastodon) {}

  /// Documented as `Instance`.
  record InstanceV2(
      String domain,
      String title,
      String version,
      String sourceUrl,
      String description,
      Usage usage,
      Thumbnail thumbnail,
      List<Object> icon,
      List<String> languages,
      Configuration configuration,
      Registrations registrations,
      Versions apiVersions,
      Contact contact,
      List<Object> rules) {}

  private ApiResponse second(ApiRequest request) throws IOException {
    var base = request.base();
    return ApiResponse.ok(
        new InstanceV2(
            SiteAddress.host(base),
            "Voicepost",
            VERSION,
            base,
            ABOUT,
            new Usage(new Users(microblog.totals().active())),
            new Thumbnail(base + AvatarFiles.HEADER, Optional.empty(), Map.of()),
            List.of(),
            PageLanguage.all().stream().map(PageLanguage::code).toList(),
            Configuration.of(base, uploads),
            new Registrations(signUpOpen, false, Optional.empty()),
            new Versions(1),
            new Contact("", Optional.empty()),
            List.of()));
  }
}
