package io.voicepost.gateway.web.api;

import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.voicepost.gateway.access.Access;
import io.voicepost.gateway.media.MediaRoom;
import io.voicepost.gateway.microblog.Microblog;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// The whole Mastodon client API, area by area. Who closes it ends its streams.
///
/// @param base the site's address without a slash at its end, as the sender of a request knows it
public record ClientApi(
    Microblog microblog,
    MediaRoom media,
    Access access,
    Avatars avatars,
    Streaming streaming,
    Function<ServiceRequestContext, String> base)
    implements AutoCloseable {

  /// Adds every route to a server.
  public void bind(ServerBuilder builder, Api api) {
    var streams = new StreamRoutes(streaming);
    api.bind(builder, streams.root(), new StreamSocket(streaming, base));
    api.bind(
        builder, routes().stream().filter(it -> !it.path().equals(StreamRoutes.ROOT)).toList());
  }

  /// Every route there is.
  public List<Route> routes() {
    var entities = new Entities(microblog, media, access.addresses());
    return Stream.of(
            new OAuthRoutes(access).routes(),
            new InstanceRoutes(microblog, access.signUpOpen()).routes(),
            new CredentialRoutes(entities, access, avatars).routes(),
            new AccountRoutes(entities).routes(),
            new RelationRoutes(entities).routes(),
            new StatusRoutes(entities, media.uploads()).routes(),
            new MediaRoutes(media, entities, access.addresses()).routes(),
            new ReactionRoutes(entities).routes(),
            new TimelineRoutes(entities).routes(),
            new NotificationRoutes(entities).routes(),
            new ListRoutes(entities).routes(),
            new SearchRoutes(entities).routes(),
            new DeskRoutes(entities).routes(),
            new StreamRoutes(streaming).routes(),
            new OpenApi().routes(),
            QuietRoutes.routes())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public void close() {
    streaming.close();
  }
}
