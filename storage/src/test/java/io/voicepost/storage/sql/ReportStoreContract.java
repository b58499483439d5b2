package io.voicepost.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Handle;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import io.voicepost.storage.post.Report;
import io.voicepost.storage.post.ReportStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [ReportStore] promises.
interface ReportStoreContract {
  AccountStore accounts();

  ReportStore reports();

  @Test
  default void reportIsKeptWordForWord() throws Exception {
    var me = accounts().create(new Handle("me"), "Me").id();
    var rude = accounts().create(new Handle("rude"), "Rude").id();

    var bare = reports().add(me, rude, Report.Category.OTHER, "", List.of());
    var full =
        reports()
            .add(
                me,
                rude,
                Report.Category.SPAM,
                "sells 'watches';\nagain",
                List.of(new PostId(7), new PostId(9)));

    assertThat(reports().open(Page.first(9))).containsExactlyInAnyOrder(bare, full);
    assertThat(reports().open(Page.first(1))).hasSize(1);
    assertThat(full.posts()).containsExactly(new PostId(7), new PostId(9));
  }
}
