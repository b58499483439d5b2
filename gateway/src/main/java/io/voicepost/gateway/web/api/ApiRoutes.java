package io.voicepost.gateway.web.api;

import io.voicepost.gateway.access.Access;
import io.voicepost.gateway.microblog.Microblog;
import java.util.List;
import java.util.stream.Stream;

/// Every route of the API, area by area.
public final class ApiRoutes {
  private ApiRoutes() {}

  public static List<Route> of(Microblog microblog, Access access, Avatars avatars) {
    var entities = new Entities(microblog);
    return Stream.of(
            new OAuthRoutes(access).routes(),
            new InstanceRoutes(microblog, access.signUpOpen()).routes(),
            new CredentialRoutes(entities, access, avatars).routes(),
            new AccountRoutes(entities).routes(),
            new RelationRoutes(entities).routes(),
            new StatusRoutes(entities).routes(),
            new ReactionRoutes(entities).routes(),
            new TimelineRoutes(entities).routes(),
            new NotificationRoutes(entities).routes(),
            new ListRoutes(entities).routes(),
            new SearchRoutes(entities).routes(),
            new DeskRoutes(entities).routes(),
            QuietRoutes.routes())
        .flatMap(List::stream)
        .toList();
  }
}
