package io.voicepost.gateway.web.api.entity;

import io.voicepost.storage.AccountList;
import io.voicepost.storage.ListId;

/// Documented as `List`.
public record ListEntity(ListId id, String title, String repliesPolicy, boolean exclusive) {
  public static ListEntity of(AccountList list) {
    return new ListEntity(list.id(), list.title(), "list", false);
  }
}
