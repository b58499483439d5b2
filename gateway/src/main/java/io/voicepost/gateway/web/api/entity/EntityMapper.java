package io.voicepost.gateway.web.api.entity;

import io.voicepost.gateway.access.SignedUrls;
import io.voicepost.gateway.media.MediaServices;
import io.voicepost.gateway.microblog.Microblog;
import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.gateway.web.http.ApiRequest;
import io.voicepost.gateway.web.http.ApiResponse;
import io.voicepost.gateway.web.http.Paging;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Listed;
import io.voicepost.storage.Relationship;
import io.voicepost.storage.post.Notification;
import io.voicepost.storage.post.TimelineEntry;
import io.voicepost.storage.post.Voice;
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
public final class EntityMapper {
  private final Microblog microblog;
  private final MediaServices media;
  private final SignedUrls signed;

  public EntityMapper(Microblog microblog, MediaServices media, SignedUrls signed) {
    this.microblog = microblog;
    this.media = media;
    this.signed = signed;
  }

  public Microblog microblog() {
    return microblog;
  }

  public List<StatusEntity> statuses(
      ApiRequest request, Collection<? extends TimelineEntry> entries) throws IOException {
    var renderer = rendering(request.base(), request.viewer(), entries, List.of());
    return entries.stream().map(renderer::status).toList();
  }

  public StatusEntity status(ApiRequest request, TimelineEntry entry) throws IOException {
    return statuses(request, List.of(entry)).getFirst();
  }

  public List<AccountEntity> accounts(ApiRequest request, Collection<Account> accounts)
      throws IOException {
    var renderer = rendering(request.base(), request.viewer(), List.of(), accounts);
    return accounts.stream().map(renderer::account).toList();
  }

  public AccountEntity account(ApiRequest request, Account account) throws IOException {
    return accounts(request, List.of(account)).getFirst();
  }

  /// A page of accounts with the way to the next one.
  public ApiResponse.Body page(Paging paging, List<Listed<Account>> found) throws IOException {
    var accounts = found.stream().map(Listed::item).toList();
    return paging.reply(accounts(paging.request(), accounts), found);
  }

  public List<NotificationEntity> notifications(
      ApiRequest request, List<Notification> notifications) throws IOException {
    var renderer = rendering(request.base(), request.viewer(), notifications);
    return notifications.stream().map(it -> NotificationEntity.of(it, renderer)).toList();
  }

  public EntityRenderer rendering(
      String base, Optional<AccountId> viewer, List<Notification> notifications)
      throws IOException {
    var posts = notifications.stream().flatMap(it -> it.post().stream()).toList();
    var from = notifications.stream().map(Notification::from).toList();
    return rendering(base, viewer, posts, from);
  }

  public EntityRenderer rendering(
      String base,
      Optional<AccountId> viewer,
      Collection<? extends TimelineEntry> entries,
      Collection<Account> accounts)
      throws IOException {
    var stats = microblog.stats(viewer, entries, accounts);
    return new EntityRenderer(base, viewer, stats, tracks(entries), audio(base, viewer));
  }

  public AudioUrls audio(String base, Optional<AccountId> viewer) {
    return new AudioUrls(base, viewer, signed);
  }

  private AudioDetails tracks(Collection<? extends TimelineEntry> entries) throws IOException {
    var recordings =
        entries.stream()
            .flatMap(it -> it.post().voice().stream())
            .map(Voice::recording)
            .collect(Collectors.toSet());
    return recordings.isEmpty()
        ? AudioDetails.NONE
        : new AudioDetails(media.uploads().of(recordings), media.captions().of(recordings));
  }

  /// How the viewer stands to each of `others`, in their order.
  public List<RelationshipEntity> relationships(AccountId viewer, Collection<AccountId> others)
      throws IOException {
    var standing = microblog.followCommands().store().relationships(viewer, others);
    return others.stream()
        .distinct()
        .map(it -> RelationshipEntity.of(it, standing.getOrDefault(it, Relationship.NONE)))
        .toList();
  }

  public RelationshipEntity relationship(AccountId viewer, AccountId other) throws IOException {
    return RelationshipEntity.of(other, microblog.followCommands().store().between(viewer, other));
  }

  /// The accounts of a path or a list of ids, in the order of the ids.
  public List<Account> byIds(Collection<AccountId> ids) throws IOException {
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
  public Account account(ApiRequest request) throws ApiException, IOException {
    return microblog
        .accounts()
        .byId(new AccountId(request.id("id")))
        .orElseThrow(ApiException::notFound);
  }
}
