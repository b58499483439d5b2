package io.voicepost.gateway.microblog;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Database;
import io.voicepost.storage.Entry;
import io.voicepost.storage.MarkerStore;
import io.voicepost.storage.PostStore;
import io.voicepost.storage.ReactionStore;
import io.voicepost.storage.ReportStore;
import io.voicepost.storage.Totals;
import io.voicepost.storage.audio.AudioStore;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Accounts and posts, and all that can be done with them, by subject. Safe for many threads;
/// `IOException` means that nothing happened and that it may be tried again.
public final class Microblog {
  private final AccountStore accounts;
  private final MarkerStore markers;
  private final ReportStore reports;
  private final PostStore posts;
  private final ReactionStore reactions;
  private final Announcements announcements = new Announcements();
  private final Census census;
  private final Telling telling;
  private final AudioRemoval audioRemoval;
  private final Posting posting;
  private final Approving approving;
  private final Plays plays;
  private final Reading reading;
  private final Reacting reacting;
  private final Following following;
  private final Listing listing;

  public Microblog(Database database, AudioStore audio, Clock clock) {
    this.accounts = database.accounts();
    this.census = new Census(accounts, clock);
    this.markers = database.markers();
    this.reports = database.reports();
    this.posts = database.posts();
    this.reactions = database.reactions();
    var follows = database.follows();
    this.telling = new Telling(database.notifications(), accounts, announcements, clock);
    this.following = new Following(follows, telling, announcements);
    this.listing = new Listing(database.lists(), follows, announcements);
    this.reading = new Reading(posts, database.timelines(), follows);
    this.reacting = new Reacting(database, telling, announcements, clock);
    var aftermath = new Aftermath(follows, telling, announcements);
    this.audioRemoval = new AudioRemoval(posts, audio);
    this.posting = new Posting(posts, accounts, audioRemoval, aftermath, clock);
    this.approving = new Approving(database, posting, aftermath, clock);
    this.plays = new Plays(database.plays());
  }

  /// What happens here, as it happens.
  public Announcements announcements() {
    return announcements;
  }

  /// How posts come, change and go.
  public Posting posting() {
    return posting;
  }

  /// What becomes of messages that wait for their author's word.
  public Approving approving() {
    return approving;
  }

  /// How often posts are heard.
  public Plays plays() {
    return plays;
  }

  /// What becomes of the audio of deleted recordings.
  public AudioRemoval audioRemoval() {
    return audioRemoval;
  }

  /// What somebody may see.
  public Reading reading() {
    return reading;
  }

  /// Likes, reposts and bookmarks.
  public Reacting reacting() {
    return reacting;
  }

  /// Who follows whom.
  public Following following() {
    return following;
  }

  /// What accounts are told.
  public Telling telling() {
    return telling;
  }

  public AccountStore accounts() {
    return accounts;
  }

  /// How many accounts and posts there are, counted some minutes ago.
  public Totals totals() throws IOException {
    return census.totals();
  }

  /// Lists of accounts.
  public Listing listing() {
    return listing;
  }

  /// How far accounts have read.
  public MarkerStore markers() {
    return markers;
  }

  /// What accounts hold against each other, for the operator.
  public ReportStore reports() {
    return reports;
  }

  /// The counts of these posts and accounts, and what the viewer did with each post.
  public Figures figures(
      Optional<AccountId> viewer, Collection<? extends Entry> entries, Collection<Account> others)
      throws IOException {
    return Figures.of(posts, reactions, accounts, viewer, entries, others);
  }

  /// As [#figures(Optional, Collection, Collection)], for posts alone.
  public Figures figures(Optional<AccountId> viewer, Collection<? extends Entry> entries)
      throws IOException {
    return figures(viewer, entries, List.of());
  }
}
