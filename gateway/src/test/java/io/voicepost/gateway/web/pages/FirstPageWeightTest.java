package io.voicepost.gateway.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.gateway.web.Client;
import io.voicepost.gateway.web.TestSite;
import io.voicepost.gateway.web.image.Jpeg;
import io.voicepost.storage.Account;
import io.voicepost.storage.Profile;
import io.voicepost.storage.audio.PictureKey;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first page of twenty people who all sent a photo, over the wire, in whole: a browser may
/// load its pictures late, and then it has loaded them.
class FirstPageWeightTest {
  private static final TestSite.Sound SOUND = TestSite.Sound.of(3000);
  private static final Pattern LOADED =
      Pattern.compile("(?:src|href)=\"(/[^\"]+\\.(?:css|js|svg|jpg|png))\"");

  @TempDir private Path folder;

  @Test
  void twentyPhotosFitIntoTheFirstPage() throws Exception {
    try (var site = TestSite.start(folder);
        var client = new Client(site)) {
      for (int i = 0; i < 20; i++) {
        var account = site.account("face" + i, "Face " + i);
        photograph(site, account, i);
        site.post(account, SOUND);
      }
      long bytes = client.get("/", "accept-encoding", "gzip").bytes().length;
      var loaded = new TreeSet<String>();
      var found = LOADED.matcher(client.get("/").text());
      while (found.find()) {
        loaded.add(found.group(1));
      }
      for (var path : loaded) {
        var answer = client.get(path, "accept-encoding", "gzip");
        assertThat(answer.status()).as(path).isEqualTo(200);
        bytes += answer.bytes().length;
      }

      assertThat(loaded.stream().filter(it -> it.startsWith("/avatar/"))).hasSize(20);
      assertThat(bytes).isLessThan(100_000);
    }
  }

  /// Noise: no photo is harder to compress.
  private static void photograph(TestSite site, Account account, int seed) throws Exception {
    var photo = new BufferedImage(400, 400, BufferedImage.TYPE_INT_RGB);
    photo.setRGB(0, 0, 400, 400, new Random(seed).ints(160_000).toArray(), 0, 400);
    var name = account.id() + "-" + "%032x".formatted(seed);
    var large = Jpeg.of(photo, 40_000);
    var small = Jpeg.of(Jpeg.scaled(photo, 96), 2_500);
    site.audio().put(key(name), ByteBuffer.wrap(large), "image/jpeg");
    site.audio().put(key(name + "-96"), ByteBuffer.wrap(small), "image/jpeg");
    var profile = new Profile(account.displayName(), "", Optional.of(name), false);
    site.microblog().accounts().update(account.id(), profile);
  }

  private static PictureKey key(String name) {
    return new PictureKey("avatar/" + name + ".jpg");
  }
}
