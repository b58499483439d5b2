package io.voicepost.storage;

/// A list of accounts; `title` is 1 to 100 characters on one line.
public record AccountList(ListId id, AccountId owner, String title) {
  public AccountList {
    TextRules.check(title, 100, "a list's title");
  }
}
