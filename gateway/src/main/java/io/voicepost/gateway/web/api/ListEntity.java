package io.voicepost.gateway.web.api;

import io.voicepost.storage.AccountList;
import io.voicepost.storage.ListId;

/// Documented as `List`.
record ListEntity(ListId id, String title, String repliesPolicy, boolean exclusive) {
  static ListEntity of(AccountList list) {
    return new ListEntity(list.id(), list.title(), "list", false);
  }
}
