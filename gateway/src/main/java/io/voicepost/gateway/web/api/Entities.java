package io.voicepost.gateway.web.api;

import io.voicepost.gateway.access.SignedAddresses;
import io.voicepost.gateway.media.MediaRoom;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Entry;
import io.voicepost.storage.Listed;
import io.voicepost.storage.Notification;
import io.voicepost.storage.Relationship;
import io.voicepost.storage.Voice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Turns what the microblog knows into what the API shows, a page at a time: what belongs to all of
/// a page is read at once.
final class Entities {
  private final Microblog microblog;
  private final MediaRoom media;
  private final SignedAddresses signed;

  Entities(Microblog microblog, MediaRoom media, SignedAddresses signed) {
    this.microblog = microblog;
    this.media = media;
    this.signed = signed;
  }

  Microblog microblog() {
    return microblog;
  }

  List<StatusEntity> statuses(ApiRequest request, Collection<? extends Entry> entries)
      throws IOException {
    var rendering = rendering(request.base(), request.viewer(), entries, List.of());
    return entries.stream().map(rendering::status).toList();
  }

  StatusEntity status(ApiRequest request, Entry entry) throws IOException {
    return statuses(request, List.of(entry)).getFirst();
  }

  List<AccountEntity> accounts(ApiRequest request, Collection<Account> accounts)
      throws IOException {
    var rendering = rendering(request.base(), request.viewer(), List.of(), accounts);
    return accounts.stream().map(rendering::account).toList();
  }

  AccountEntity account(ApiRequest request, Account account) throws IOException {
    return accounts(request, List.of(account)).getFirst();
  }

  /// A page of accounts with the way to the next one.
  Reply.Body page(Paging paging, List<Listed<Account>> found) throws IOException {
    var accounts = found.stream().map(Listed::item).toList();
    return paging.reply(accounts(paging.request(), accounts), found);
  }

  List<NotificationEntity> notifications(ApiRequest request, List<Notification> notifications)
      throws IOException {
    var rendering = rendering(request.base(), request.viewer(), notifications);
    return notifications.stream().map(it -> NotificationEntity.of(it, rendering)).toList();
  }

  Rendering rendering(String base, Optional<AccountId> viewer, List<Notification> notifications)
      throws IOException {
    var posts = notifications.stream().flatMap(it -> it.post().stream()).toList();
    var from = notifications.stream().map(Notification::from).toList();
    return rendering(base, viewer, posts, from);
  }

  Rendering rendering(
      String base,
      Optional<AccountId> viewer,
      Collection<? extends Entry> entries,
      Collection<Account> accounts)
      throws IOException {
    var figures = microblog.figures(viewer, entries, accounts);
    return new Rendering(base, viewer, figures, tracks(entries), audio(base, viewer));
  }

  AudioAddresses audio(String base, Optional<AccountId> viewer) {
    return new AudioAddresses(base, viewer, signed);
  }

  private Tracks tracks(Collection<? extends Entry> entries) throws IOException {
    var recordings =
        entries.stream()
            .flatMap(it -> it.post().voice().stream())
            .map(Voice::recording)
            .collect(Collectors.toSet());
    return recordings.isEmpty()
        ? Tracks.NONE
        : new Tracks(media.uploads().of(recordings), media.captioning().of(recordings));
  }

  /// How the viewer stands to each of `others`, in their order.
  List<RelationshipEntity> relationships(AccountId viewer, Collection<AccountId> others)
      throws IOException {
    var standing = microblog.following().store().relationships(viewer, others);
    return others.stream()
        .distinct()
        .map(it -> RelationshipEntity.of(it, standing.getOrDefault(it, Relationship.NONE)))
        .toList();
  }

  RelationshipEntity relationship(AccountId viewer, AccountId other) throws IOException {
    return RelationshipEntity.of(other, microblog.following().store().between(viewer, other));
  }

  /// The accounts of a path or a list of ids, in the order of the ids.
  List<Account> byIds(Collection<AccountId> ids) throws IOException {
    Map<AccountId, Account> found = new HashMap<>();
    microblog.accounts().byIds(ids).forEach(it -> found.put(it.id(), it));
    var ordered = new ArrayList<Account>();
    for (var id : ids) {
      var account = found.remove(id);
      if (account != null) {
        ordered.add(account);
      }
    }
    return ordered;
  }

  /// The account that a path names.
  ///
  /// @throws ApiException 404 if there is none
  Account account(ApiRequest request) throws ApiException, IOException {
    return microblog
        .accounts()
        .byId(new AccountId(request.id("id")))
        .orElseThrow(ApiException::notFound);
  }
}
