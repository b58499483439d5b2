package io.voicepost.gateway.web.api.entity;

import io.voicepost.gateway.microblog.ParsedText;
import io.voicepost.gateway.microblog.PostStats;
import io.voicepost.gateway.web.image.AvatarFiles;
import io.voicepost.storage.Account;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.Role;
import io.voicepost.storage.Visibility;
import io.voicepost.storage.post.MediaAttachment;
import io.voicepost.storage.post.Parent;
import io.voicepost.storage.post.Post;
import io.voicepost.storage.post.Repost;
import io.voicepost.storage.post.TimelineEntry;
import io.voicepost.storage.post.Voice;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Posts and accounts as entities for one viewer, with figures that were read before.
///
/// @param base the site's address without a slash at its end
/// @param viewer who looks; without one, marks are left out
/// @param audio where the viewer hears what
public record EntityRenderer(
    String base,
    Optional<AccountId> viewer,
    PostStats stats,
    AudioDetails audioDetails,
    AudioUrls audio) {
  private static final int MOST_DESCRIPTION = 1_500;

  public StatusEntity status(TimelineEntry entry) {
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
    var counts = stats.of(post);
    var url = base + "/@" + post.author().handle() + "/" + post.id();
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
        new StatusEntity.StatusCounts(counts.replies(), counts.reposts(), counts.likes(), 0),
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
        marks(post),
        Optional.empty(),
        post.voice().map(it -> extension(post, it)));
  }

  private StatusEntity.ViewerMarks marks(Post post) {
    var reactions = stats.reactions(post);
    boolean own = viewer.filter(post.author().id()::equals).isPresent();
    boolean pinnable = own && post.visibility() != Visibility.DRAFT;
    return new StatusEntity.ViewerMarks(
        viewer.map(_ -> reactions.liked()),
        viewer.map(_ -> reactions.reposted()),
        viewer.map(_ -> false),
        viewer.map(_ -> reactions.bookmarked()),
        pinnable ? Optional.of(post.pinned()) : Optional.empty(),
        viewer.map(_ -> List.of()));
  }

  String content(Post post) {
    return new HtmlFormatter(base).of(post.text().caption(), post.mentions());
  }

  /// What its author says can be heard; without that, the caption.
  List<MediaEntity> media(Post post) {
    var caption = post.text().caption();
    var excerpt = caption.substring(0, Math.min(MOST_DESCRIPTION, caption.length()));
    return post.voice().stream()
        .map(voice -> {
          var upload = audioDetails.upload(voice);
          var description =
              upload.map(MediaAttachment::description).filter(it -> !it.isBlank()).orElse(excerpt);
          return MediaEntity.of(
              audio.of(post, voice.recording()),
              upload.map(it -> it.id().toString()).orElse(voice.recording().toString()),
              voice,
              Optional.of(description).filter(it -> !it.isBlank()));
        })
        .toList();
  }

  private StatusEntity.StatusExtension extension(Post post, Voice voice) {
    var address = audio.of(post, voice.recording());
    var opus =
        voice.renditions().stream()
            .skip(1)
            .filter(it -> it.mediaType().contains("opus"))
            .findFirst()
            .map(it -> address.at("/" + it.key()));
    var captions =
        audioDetails.written(voice).map(_ -> address.at(AudioUrls.CAPTIONS + voice.recording()));
    return new StatusEntity.StatusExtension(
        voice.peaks(),
        MediaEntity.seconds(voice.duration()),
        opus,
        captions,
        stats.of(post).plays());
  }

  private List<StatusEntity.Mentioned> mentions(Post post) {
    return post.mentions().stream()
        .map(it ->
            new StatusEntity.Mentioned(
                it.account(), it.handle().value(), base + "/@" + it.handle(), it.handle().value()))
        .toList();
  }

  private List<StatusEntity.ShortTag> tags(Post post) {
    var html = new HtmlFormatter(base);
    return ParsedText.of(post.text().caption()).tags().stream()
        .map(it -> new StatusEntity.ShortTag(it, html.tagUrl(it)))
        .toList();
  }

  AccountEntity account(Account account) {
    var counts = stats.of(account);
    var handle = account.handle().value();
    var url = base + "/@" + handle;
    var avatar = AvatarFiles.url(base, account);
    var header = base + AvatarFiles.HEADER;
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
        new HtmlFormatter(base).of(account.profile().bio(), List.of()),
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
        new AccountEntity.AccountExtension(account.verified()),
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
  public static AccountEntity.AccountRole role(Role role) {
    return switch (role) {
      case USER -> new AccountEntity.AccountRole("-99", "", "0", "", false);
      case MODERATOR -> new AccountEntity.AccountRole("1", "Moderator", "0", "", true);
      case OPERATOR -> new AccountEntity.AccountRole("2", "Operator", "0", "", true);
    };
  }
}
