/// What other programs read of the site: podcasts, covers, oEmbed and the sitemap.
@NullMarked
package io.voicepost.gateway.web.feed;

import org.jspecify.annotations.NullMarked;
