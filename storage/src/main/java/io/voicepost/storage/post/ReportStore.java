package io.voicepost.storage.post;

import io.voicepost.storage.AccountId;
import io.voicepost.storage.Page;
import io.voicepost.storage.PostId;
import java.io.IOException;
import java.util.List;

/// Reports, kept for the operator. Safe for many threads; `IOException` means the database did not
/// answer.
public interface ReportStore {
  Report add(
      AccountId by, AccountId target, Report.Category category, String comment, List<PostId> posts)
      throws IOException;

  /// Those that nobody handled yet and whose author still has an account, newest first.
  List<Report> open(Page page) throws IOException;
}
