package io.voicepost.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServerBuilder;
import io.voicepost.gateway.web.api.Avatars;

/// What other programs fetch: podcast feeds, embeds, sitemaps.
final class FeedRoutes {
  private static final String ACCOUNT = "regex:^/@(?<handle>[a-z0-9_]{1,30})/";

  private FeedRoutes() {}

  static void bind(
      ServerBuilder builder,
      Requests requests,
      WebParts parts,
      Avatars avatars,
      Site site,
      Pages pages) {
    var microblog = parts.microblog();
    var captioning = parts.media().captioning();
    var podcast = new Podcast(microblog, captioning, site, pages);
    var cover = new Cover(microblog, avatars, pages);
    var sitemap = new Sitemap(microblog, site);
    builder
        .service(ACCOUNT + "feed$", requests.service(podcast::serve))
        .service(ACCOUNT + "cover(-[0-9a-f]{8})?\\.(png|jpg)$", requests.service(cover::serve))
        .service("/oembed", requests.service(new OEmbed(microblog, site)::serve))
        .service("/sitemap.xml", requests.service(sitemap::index))
        .service("/sitemap/posts", requests.service(sitemap::posts))
        .service("/sitemap/accounts", requests.service(sitemap::accounts))
        .service("/robots.txt", requests.light(visit -> robots(site.base(visit))));
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
