package io.voicepost.gateway.microblog;

import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountStore;
import io.voicepost.storage.Totals;
import io.voicepost.storage.audio.AudioStore;
import io.voicepost.storage.post.MarkerStore;
import io.voicepost.storage.post.PostStore;
import io.voicepost.storage.post.ReactionStore;
import io.voicepost.storage.post.ReportStore;
import io.voicepost.storage.post.TimelineEntry;
import io.voicepost.storage.sql.Database;
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
  private final TotalsCache totalsCache;
  private final Notifier notifier;
  private final AudioRemoval audioRemoval;
  private final PostCommands postCommands;
  private final ApprovalCommands approvalCommands;
  private final PlayCounter plays;
  private final PostQueries postQueries;
  private final ReactionCommands reactionCommands;
  private final FollowCommands followCommands;
  private final ListCommands listCommands;

  public Microblog(Database database, AudioStore audio, Clock clock) {
    this.accounts = database.accounts();
    this.totalsCache = new TotalsCache(accounts, clock);
    this.markers = database.markers();
    this.reports = database.reports();
    this.posts = database.posts();
    this.reactions = database.reactions();
    var follows = database.follows();
    this.notifier = new Notifier(database.notifications(), accounts, announcements, clock);
    this.followCommands = new FollowCommands(follows, notifier, announcements);
    this.listCommands = new ListCommands(database.lists(), follows, announcements);
    this.postQueries = new PostQueries(posts, database.timelines(), follows);
    this.reactionCommands = new ReactionCommands(database, notifier, announcements, clock);
    var postEvents = new PostEvents(follows, notifier, announcements);
    this.audioRemoval = new AudioRemoval(posts, audio);
    this.postCommands = new PostCommands(posts, accounts, audioRemoval, postEvents, clock);
    this.approvalCommands = new ApprovalCommands(database, postCommands, postEvents, clock);
    this.plays = new PlayCounter(database.plays());
  }

  /// What happens here, as it happens.
  public Announcements announcements() {
    return announcements;
  }

  /// How posts come, change and go.
  public PostCommands postCommands() {
    return postCommands;
  }

  /// What becomes of messages that wait for their author's word.
  public ApprovalCommands approvals() {
    return approvalCommands;
  }

  /// How often posts are heard.
  public PlayCounter plays() {
    return plays;
  }

  /// What becomes of the audio of deleted recordings.
  public AudioRemoval audioRemoval() {
    return audioRemoval;
  }

  /// What somebody may see.
  public PostQueries postQueries() {
    return postQueries;
  }

  /// Likes, reposts and bookmarks.
  public ReactionCommands reactionCommands() {
    return reactionCommands;
  }

  /// Who follows whom.
  public FollowCommands followCommands() {
    return followCommands;
  }

  /// What accounts are told.
  public Notifier notifier() {
    return notifier;
  }

  public AccountStore accounts() {
    return accounts;
  }

  /// How many accounts and posts there are, counted some minutes ago.
  public Totals totals() throws IOException {
    return totalsCache.totals();
  }

  /// Lists of accounts.
  public ListCommands listCommands() {
    return listCommands;
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
  public PostStats stats(
      Optional<AccountId> viewer,
      Collection<? extends TimelineEntry> entries,
      Collection<Account> others)
      throws IOException {
    return PostStats.of(posts, reactions, accounts, viewer, entries, others);
  }

  /// As [#figures(Optional, Collection, Collection)], for posts alone.
  public PostStats stats(Optional<AccountId> viewer, Collection<? extends TimelineEntry> entries)
      throws IOException {
    return stats(viewer, entries, List.of());
  }
}
