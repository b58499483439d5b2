package io.voicepost.gateway.web.feed;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServerBuilder;
import io.voicepost.gateway.media.CaptionEditor;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.web.http.Cors;
import io.voicepost.gateway.web.image.AvatarFiles;
import io.voicepost.gateway.web.pages.PageHandlers;
import io.voicepost.gateway.web.pages.PageRenderer;
import io.voicepost.gateway.web.pages.Site;

/// What other programs fetch: podcast feeds, embeds, sitemaps.
public final class FeedRoutes {
  private static final String ACCOUNT = "regex:^/@(?<handle>[a-z0-9_]{1,30})/";

  private FeedRoutes() {}

  public static void bind(
      ServerBuilder builder,
      PageHandlers handlers,
      Microblog microblog,
      CaptionEditor captionEditor,
      AvatarFiles avatars,
      Site site,
      PageRenderer renderer) {
    var podcast = new PodcastFeed(microblog, captionEditor, site, renderer);
    var cover = new CoverImage(microblog, avatars, renderer);
    var sitemap = new Sitemap(microblog, site);
    builder
        .service(ACCOUNT + "feed$", Cors.open(handlers.service(podcast::serve)))
        .service(
            ACCOUNT + "cover(-[0-9a-f]{8})?\\.(png|jpg)$",
            Cors.open(handlers.service(cover::serve)))
        .service("/oembed", Cors.open(handlers.service(new OEmbed(microblog, site)::serve)))
        .service("/sitemap.xml", handlers.service(sitemap::index))
        .service("/sitemap/posts", handlers.service(sitemap::posts))
        .service("/sitemap/accounts", handlers.service(sitemap::accounts))
        .service("/robots.txt", handlers.light(request -> robots(site.base(request))));
  }

  private static HttpResponse robots(String base) {
    return HttpResponse.of(
        MediaType.PLAIN_TEXT_UTF_8,
        """
        User-agent: *
        Disallow: /live
        Disallow: /oauth/
        Disallow: /settings/
        Disallow: /phone

        Sitemap: %s/sitemap.xml
        """
            .formatted(base));
  }
}
