package io.voicepost.gateway.web.api;

import com.linecorp.armeria.common.HttpStatus;
import io.voicepost.gateway.access.AccessServices;
import io.voicepost.gateway.access.Grant;
import io.voicepost.gateway.access.SignUpProblem;
import io.voicepost.gateway.access.SignUpResult;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.web.api.entity.AccountEntity;
import io.voicepost.gateway.web.api.entity.EntityMapper;
import io.voicepost.gateway.web.api.entity.EntityRenderer;
import io.voicepost.gateway.web.api.entity.Visibilities;
import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.gateway.web.http.ApiRequest;
import io.voicepost.gateway.web.http.ApiResponse;
import io.voicepost.gateway.web.http.RateLimit;
import io.voicepost.gateway.web.http.Route;
import io.voicepost.gateway.web.http.RouteAccess;
import io.voicepost.gateway.web.image.AvatarFiles;
import io.voicepost.storage.Account;
import io.voicepost.storage.Page;
import io.voicepost.storage.Preferences;
import io.voicepost.storage.Profile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One's own account: making one through an app, and what it shows (docs, "accounts API methods",
/// "profile").
final class CredentialRoutes {
  private static final int MOST_COUNTED = 1_000;

  private final EntityMapper mapper;
  private final Microblog microblog;
  private final AccessServices access;
  private final AvatarFiles avatars;

  CredentialRoutes(EntityMapper mapper, AccessServices access, AvatarFiles avatars) {
    this.mapper = mapper;
    this.microblog = mapper.microblog();
    this.access = access;
    this.avatars = avatars;
  }

  List<Route> routes() {
    var write = RouteAccess.member("write:accounts");
    return List.of(
        Route.post("/api/v1/accounts", RouteAccess.anyToken("write:accounts"), this::register)
            .counted(RateLimit.SIGN_UP),
        Route.get(
            "/api/v1/accounts/verify_credentials",
            RouteAccess.member("read:accounts", "profile"),
            this::verify),
        Route.patch("/api/v1/accounts/update_credentials", write, this::update)
            .reading(32 << 10)
            .taking(AvatarFiles.MOST_BYTES, Duration.ofSeconds(60)),
        Route.delete("/api/v1/profile/avatar", write, this::deleteAvatar));
  }

  private ApiResponse register(ApiRequest request) throws ApiException, IOException {
    var params = request.params();
    if (!access.signUpOpen()) {
      throw new ApiException(HttpStatus.FORBIDDEN, "Nobody can sign up here");
    }
    if (!params.flag("agreement").orElse(false)) {
      return refused("agreement", "ERR_ACCEPTED", "must be accepted");
    }
    var grant = request.grant().orElseThrow(() -> ApiException.unauthorized("No app"));
    var made =
        access
            .passwords()
            .signUp(params.required("username"), "", params.text("password").orElse(""));
    return switch (made) {
      case SignUpResult.Made(var account) -> welcome(grant, account);
      case SignUpResult.Refused(var problem) -> refused(problem);
    };
  }

  private ApiResponse welcome(Grant grant, Account account) throws IOException {
    var issuedToken = access.tokens().issue(grant.app(), Optional.of(account.id()), grant.scopes());
    return ApiResponse.ok(OAuthRoutes.Token.of(issuedToken));
  }

  private static ApiResponse refused(SignUpProblem problem) {
    return switch (problem) {
      case HANDLE_TAKEN -> refused("username", "ERR_TAKEN", "is already taken");
      case HANDLE_INVALID ->
          refused("username", "ERR_INVALID", "must be 1 to 30 letters, digits and underscores");
      case NAME_INVALID -> refused("display_name", "ERR_INVALID", "is invalid");
      case PASSWORD_SHORT -> refused("password", "ERR_TOO_SHORT", "is too short");
      case PASSWORD_LONG -> refused("password", "ERR_TOO_LONG", "is too long");
      default -> refused("password", "ERR_INVALID", "is too easy to guess");
    };
  }

  /// Documented for this method: what is wrong, field by field.
  private static ApiResponse refused(String field, String code, String what) {
    return ApiResponse.of(
        HttpStatus.UNPROCESSABLE_ENTITY,
        Map.of(
            "error",
            "Validation failed: " + field + " " + what,
            "details",
            Map.of(field, List.of(Map.of("error", code, "description", what)))));
  }

  private Account own(ApiRequest request) throws ApiException, IOException {
    return microblog
        .accounts()
        .byId(request.member())
        .orElseThrow(() -> ApiException.unauthorized("The access token is invalid"));
  }

  private ApiResponse verify(ApiRequest request) throws ApiException, IOException {
    return ApiResponse.ok(credentials(request, own(request)));
  }

  private AccountEntity credentials(ApiRequest request, Account account) throws IOException {
    var kept = microblog.accounts().preferences(account.id());
    var waiting =
        microblog.followCommands().store().requests(account.id(), Page.first(MOST_COUNTED)).size();
    var source =
        new AccountEntity.AccountSource(
            Visibilities.name(kept.visibility()),
            false,
            kept.language(),
            account.profile().bio(),
            List.of(),
            waiting,
            false,
            true,
            true,
            List.of(),
            "nobody");
    return mapper.account(request, account).with(source, EntityRenderer.role(account.role()));
  }

  private ApiResponse update(ApiRequest request) throws ApiException, IOException {
    var account = own(request);
    var wished = profile(request, account);
    var preferences = preferences(request);
    if (preferences.isPresent()) {
      microblog.accounts().prefer(account.id(), preferences.get());
    }
    var picture = request.params().file("avatar");
    var profile =
        picture.isEmpty()
            ? wished
            : pictured(wished, Optional.of(avatars.keep(account.id(), picture.get().file())));
    return ApiResponse.ok(credentials(request, changed(account, profile)));
  }

  private Profile profile(ApiRequest request, Account account) throws ApiException {
    var now = account.profile();
    var params = request.params();
    var name =
        params
            .text("display_name")
            .map(String::strip)
            .map(it -> it.isEmpty() ? account.handle().value() : it)
            .orElse(now.displayName());
    var bio = params.lines("note").map(String::strip).orElse(now.bio());
    boolean locked = params.flag("locked").orElse(now.locked());
    return ApiException.valid(() -> new Profile(name, bio, now.avatar(), locked));
  }

  private Optional<Preferences> preferences(ApiRequest request) throws ApiException, IOException {
    var visibility = request.params().text("source[privacy]").filter(it -> !it.isBlank());
    var language = request.params().language("source[language]");
    if (visibility.isEmpty() && language.isEmpty()) {
      return Optional.empty();
    }
    var now = microblog.accounts().preferences(request.member());
    return Optional.of(
        new Preferences(
            language.isPresent() ? language.filter(it -> !it.isEmpty()) : now.language(),
            visibility.isPresent() ? Visibilities.of(visibility.get()) : now.visibility()));
  }

  private static Profile pictured(Profile profile, Optional<String> avatar) {
    return new Profile(profile.displayName(), profile.bio(), avatar, profile.locked());
  }

  private Account changed(Account account, Profile profile) throws ApiException, IOException {
    var updated =
        microblog
            .accounts()
            .update(account.id(), profile)
            .orElseThrow(() -> ApiException.unauthorized("The access token is invalid"));
    var old = account.profile().avatar();
    if (old.isPresent() && !old.equals(profile.avatar())) {
      avatars.delete(old.get());
    }
    return updated;
  }

  private ApiResponse deleteAvatar(ApiRequest request) throws ApiException, IOException {
    var account = own(request);
    var bare = changed(account, pictured(account.profile(), Optional.empty()));
    return ApiResponse.ok(credentials(request, bare));
  }
}
