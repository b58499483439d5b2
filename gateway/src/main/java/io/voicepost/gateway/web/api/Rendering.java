package io.voicepost.gateway.web.api;

import io.voicepost.gateway.microblog.Caption;
import io.voicepost.gateway.microblog.Figures;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Entry;
import io.voicepost.storage.Media;
import io.voicepost.storage.Parent;
import io.voicepost.storage.Post;
import io.voicepost.storage.Repost;
import io.voicepost.storage.Role;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.Voice;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Posts and accounts as entities for one viewer, with figures that were read before.
///
/// @param base the site's address without a slash at its end
/// @param viewer who looks; without one, marks are left out
/// @param audio where the viewer hears what
record Rendering(
    String base, Optional<AccountId> viewer, Figures figures, Tracks tracks, AudioAddresses audio) {
  private static final int MOST_DESCRIPTION = 1_500;

  StatusEntity status(Entry entry) {
    return switch (entry) {
      case Post post -> status(post);
      case Repost repost ->
          status(repost.post())
              .broughtBy(
                  repost.id(),
                  account(repost.author()),
                  base + "/@" + repost.author().handle() + "/" + repost.id(),
                  repost.postedAt(),
                  Visibilities.name(repost.visibility()));
    };
  }

  private StatusEntity status(Post post) {
    var counts = figures.of(post);
    var marks = figures.marks(post);
    var url = base + "/@" + post.author().handle() + "/" + post.id();
    boolean own = viewer.filter(post.author().id()::equals).isPresent();
    boolean pinnable = own && post.visibility() != Visibility.DRAFT;
    return new StatusEntity(
        post.id(),
        post.postedAt(),
        post.replyTo().flatMap(Parent::post),
        post.replyTo().map(Parent::author),
        !post.text().warning().isEmpty(),
        post.text().warning(),
        Visibilities.name(post.visibility()),
        Optional.of(post.text().language()).filter(it -> !it.isEmpty()),
        url,
        url,
        counts.replies(),
        counts.reposts(),
        counts.likes(),
        0,
        post.editedAt(),
        content(post),
        Optional.empty(),
        Optional.empty(),
        account(post.author()),
        media(post),
        mentions(post),
        tags(post),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        viewer.map(_ -> marks.liked()),
        viewer.map(_ -> marks.reposted()),
        viewer.map(_ -> false),
        viewer.map(_ -> marks.bookmarked()),
        pinnable ? Optional.of(post.pinned()) : Optional.empty(),
        viewer.map(_ -> List.of()),
        Optional.empty(),
        post.voice().map(it -> extension(post, it)));
  }

  String content(Post post) {
    return new Html(base).of(post.text().caption(), post.mentions());
  }

  /// What its author says can be heard; without that, the caption.
  List<MediaEntity> media(Post post) {
    var caption = post.text().caption();
    var excerpt = caption.substring(0, Math.min(MOST_DESCRIPTION, caption.length()));
    return post.voice().stream()
        .map(voice -> {
          var upload = tracks.upload(voice);
          var description =
              upload.map(Media::description).filter(it -> !it.isBlank()).orElse(excerpt);
          return MediaEntity.of(
              audio.of(post, voice.recording()),
              upload.map(it -> it.id().toString()).orElse(voice.recording().toString()),
              voice,
              Optional.of(description).filter(it -> !it.isBlank()));
        })
        .toList();
  }

  private StatusEntity.Extension extension(Post post, Voice voice) {
    var address = audio.of(post, voice.recording());
    var opus =
        voice.renditions().stream()
            .skip(1)
            .filter(it -> it.mediaType().contains("opus"))
            .findFirst()
            .map(it -> address.at("/" + it.key()));
    var captions =
        tracks.written(voice).map(_ -> address.at(AudioAddresses.CAPTIONS + voice.recording()));
    return new StatusEntity.Extension(
        voice.peaks(),
        MediaEntity.seconds(voice.duration()),
        opus,
        captions,
        figures.of(post).plays());
  }

  private List<StatusEntity.Mentioned> mentions(Post post) {
    return post.mentions().stream()
        .map(it ->
            new StatusEntity.Mentioned(
                it.account(), it.handle().value(), base + "/@" + it.handle(), it.handle().value()))
        .toList();
  }

  private List<StatusEntity.ShortTag> tags(Post post) {
    var html = new Html(base);
    return Caption.of(post.text().caption()).tags().stream()
        .map(it -> new StatusEntity.ShortTag(it, html.tagUrl(it)))
        .toList();
  }

  AccountEntity account(Account account) {
    var counts = figures.of(account);
    var handle = account.handle().value();
    var url = base + "/@" + handle;
    var avatar = Avatars.url(base, account);
    var header = base + Avatars.HEADER;
    return new AccountEntity(
        account.id(),
        handle,
        handle,
        account.displayName(),
        account.profile().locked(),
        false,
        true,
        true,
        false,
        account.createdAt(),
        new Html(base).of(account.profile().bio(), List.of()),
        url,
        url,
        avatar,
        avatar,
        header,
        header,
        counts.followers(),
        counts.following(),
        counts.posts(),
        counts.lastPostAt().map(it -> it.atZone(ZoneOffset.UTC).toLocalDate().toString()),
        false,
        false,
        List.of(),
        badges(account),
        List.of(),
        new AccountEntity.Extension(account.verified()),
        Optional.empty(),
        Optional.empty());
  }

  private static List<AccountEntity.Badge> badges(Account account) {
    var role = role(account.role());
    return account.role() == Role.USER
        ? List.of()
        : List.of(new AccountEntity.Badge(role.id(), role.name(), role.color()));
  }

  /// Permissions are bits: nothing of ours answers to them.
  static AccountEntity.Role role(Role role) {
    return switch (role) {
      case USER -> new AccountEntity.Role("-99", "", "0", "", false);
      case MODERATOR -> new AccountEntity.Role("1", "Moderator", "0", "", true);
      case OPERATOR -> new AccountEntity.Role("2", "Operator", "0", "", true);
    };
  }
}
