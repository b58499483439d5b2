package io.voicepost.gateway.web.api;

import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.voicepost.gateway.access.AccessServices;
import io.voicepost.gateway.media.MediaServices;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.web.api.entity.EntityMapper;
import io.voicepost.gateway.web.api.stream.StreamDispatcher;
import io.voicepost.gateway.web.api.stream.StreamRoutes;
import io.voicepost.gateway.web.api.stream.StreamSocket;
import io.voicepost.gateway.web.http.Route;
import io.voicepost.gateway.web.image.AvatarFiles;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// The whole Mastodon client API, area by area. Who closes it ends its streams.
///
/// @param base the site's address without a slash at its end, as the sender of a request knows it
public record MastodonApi(
    Microblog microblog,
    MediaServices media,
    AccessServices access,
    AvatarFiles avatars,
    StreamDispatcher dispatcher,
    Function<ServiceRequestContext, String> base)
    implements AutoCloseable {

  /// Adds every route to a server.
  public void bind(ServerBuilder builder, ApiRouter api) {
    var streams = new StreamRoutes(dispatcher);
    api.bind(builder, streams.root(), new StreamSocket(dispatcher, base));
    api.bind(
        builder, routes().stream().filter(it -> !it.path().equals(StreamRoutes.ROOT)).toList());
  }

  /// Every route there is.
  public List<Route> routes() {
    var mapper = new EntityMapper(microblog, media, access.signedUrls());
    return Stream.of(
            new OAuthRoutes(access).routes(),
            new InstanceRoutes(microblog, media.limits(), access.signUpOpen()).routes(),
            new CredentialRoutes(mapper, access, avatars).routes(),
            new AccountRoutes(mapper).routes(),
            new RelationshipRoutes(mapper).routes(),
            new StatusRoutes(mapper, media.uploads()).routes(),
            new MediaRoutes(media, mapper, access.signedUrls()).routes(),
            new ReactionRoutes(mapper).routes(),
            new TimelineRoutes(mapper).routes(),
            new NotificationRoutes(mapper).routes(),
            new ListRoutes(mapper).routes(),
            new SearchRoutes(mapper).routes(),
            new PreferenceRoutes(mapper).routes(),
            new StreamRoutes(dispatcher).routes(),
            new OpenApi().routes(),
            StubRoutes.routes())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public void close() {
    dispatcher.close();
  }
}
