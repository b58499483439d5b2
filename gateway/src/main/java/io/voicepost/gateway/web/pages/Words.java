package io.voicepost.gateway.web.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/// Every word that the pages say, in every language: the one message table, with a part for each
/// subject.
public record Words(PageLanguage language) {

  private String say(String english, String chinese) {
    return language.say(english, chinese);
  }

  /// What is said of posts and what can be done with them.
  PostWords post() {
    return new PostWords(language);
  }

  /// What is said of people, and what they are told of each other.
  PeopleWords people() {
    return new PeopleWords(language);
  }

  /// What the pages are called and what they say where they are empty.
  PlaceWords place() {
    return new PlaceWords(language);
  }

  /// What is said where a post is made.
  ComposeWords compose() {
    return new ComposeWords(language);
  }

  /// What is said where captions are written.
  CaptionWords captions() {
    return new CaptionWords(language);
  }

  /// What is said where somebody sets something.
  SettingsWords settings() {
    return new SettingsWords(language);
  }

  /// What is said where somebody sets the telephone.
  TelephoneWords telephone() {
    return new TelephoneWords(language);
  }

  /// The words of the doors.
  AccessWords access() {
    return new AccessWords(language);
  }

  // The site

  String tagline() {
    return say("Posts you can hear", "听得见的帖子");
  }

  String description() {
    return say(
        "A microblog you speak: call, talk after the beep, hang up, and your voice is a post.",
        "用电话发声的微博：拨通，哔声后说话，挂断，你的声音就成了帖子。");
  }

  String skip() {
    return say("Skip to the posts", "跳到帖子");
  }

  String navigation() {
    return say("Pages", "导航");
  }

  String listen() {
    return say("Everyone", "广场");
  }

  String call() {
    return say("Call", "拨打");
  }

  String keys() {
    return say("Keys", "快捷键");
  }

  // The invitation

  String invitation() {
    return say("Call and say it", "拨个电话，说给大家听");
  }

  String invitationSentence() {
    return say(
        "Speak after the beep, then hang up. A second later your voice is a post.",
        "听到哔声后说话，说完挂断。一秒之后，你的声音就是一条帖子。");
  }

  String callFromBrowser() {
    return say("Call from this browser", "用浏览器拨打");
  }

  String callNumber(String line) {
    return say("Call " + line, "拨打 " + line);
  }

  // Timelines

  String newestPosts() {
    return say("Newest posts", "最新帖子");
  }

  String olderPosts() {
    return say("Older posts", "更早的帖子");
  }

  String backToNewest() {
    return say("Back to the newest", "回到最新");
  }

  String nobodySpoke() {
    return say("Nobody has spoken yet.", "还没有人说话。");
  }

  String beTheFirst() {
    return say("Call and be the first.", "拨个电话，做第一个。");
  }

  String noOlderPosts() {
    return say("That was all: there are no older posts.", "到头了，没有更早的帖子。");
  }

  String accountIsSilent(String name) {
    return say(name + " has not spoken yet.", name + " 还没有说过话。");
  }

  String posts(long count) {
    return count == 1 ? say("1 post", "1 条帖子") : say(count + " posts", count + " 条帖子");
  }

  public String voiceOf(String name) {
    return say(name + "’s voice", name + "的声音");
  }

  public String voiceOf(String name, String handle) {
    return say(name + " (@" + handle + ") on Voicepost", name + "（@" + handle + "）在 Voicepost");
  }

  String allPostsOf(String name) {
    return say("All posts by " + name, name + " 的全部帖子");
  }

  String spokenLength(Duration length) {
    long seconds = Math.max(1, Math.round(length.toMillis() / 1000.0));
    long minutes = seconds / 60;
    long rest = seconds % 60;
    if (minutes == 0) {
      return say(rest + " seconds", rest + " 秒");
    }
    return rest == 0
        ? say(minutes + " min", minutes + " 分钟")
        : say(minutes + " min " + rest + " s", minutes + " 分 " + rest + " 秒");
  }

  // A post and the player

  String playPost(String name, Duration length) {
    return say(
        "Play " + name + ", " + spokenLength(length), "播放 " + name + "，" + spokenLength(length));
  }

  String share() {
    return say("Share", "分享");
  }

  String copyLink() {
    return say("Copy link", "复制链接");
  }

  String copyEmbedCode() {
    return say("Copy embed code", "复制嵌入代码");
  }

  String sendOn() {
    return say("Send…", "发送……");
  }

  String player() {
    return say("Player", "播放器");
  }

  String play() {
    return say("Play", "播放");
  }

  String pause() {
    return say("Pause", "暂停");
  }

  String position() {
    return say("Position", "播放位置");
  }

  String speed() {
    return say("Speed", "速度");
  }

  String nextPost() {
    return say("Next post", "下一条");
  }

  String listenHere() {
    return say("Listen on Voicepost", "在 Voicepost 收听");
  }

  // Keys

  String close() {
    return say("Close", "关闭");
  }

  String keyPlay() {
    return say("Play or pause", "播放或暂停");
  }

  String keySpace() {
    return say("Space", "空格");
  }

  String keySeek() {
    return say("Back or forward 5 seconds", "后退或前进 5 秒");
  }

  String keyNext() {
    return say("Next post", "下一条");
  }

  String keyPrevious() {
    return say("Previous post", "上一条");
  }

  String keyLike() {
    return say("Like", "赞");
  }

  String keyReply() {
    return say("Reply", "回复");
  }

  String keyNew() {
    return say("New post", "发布新帖子");
  }

  String keyHelp() {
    return say("Show these keys", "显示快捷键");
  }

  // The call in the browser

  String hangUp() {
    return say("Hang up", "挂断");
  }

  String keypad() {
    return say("Keypad", "拨号键盘");
  }

  String key(String key) {
    return switch (key) {
      case "*" -> say("Star", "星号键");
      case "#" -> say("Pound: end the message", "井号键：结束留言");
      default -> key;
    };
  }

  String yourVoice() {
    return say("How loud you are", "你的音量");
  }

  String callTime() {
    return say("Length of the call", "通话时长");
  }

  String done() {
    return say("Done", "完成");
  }

  // When something is wrong

  String notFoundTitle() {
    return say("Nothing to hear here", "这里没有声音");
  }

  String notFound() {
    return say(
        "There is no such page. The post may have been deleted, or the address may be mistyped.",
        "没有这个页面。帖子可能已被删除，或者地址有误。");
  }

  String troubleTitle() {
    return say("That did not work", "出了点问题");
  }

  String trouble() {
    return say(
        "The fault is ours. Nothing that was said is lost: try again in a moment.",
        "是我们这边的问题。说过的话不会丢失，请稍后再试。");
  }

  String toTheTimeline() {
    return say("Listen to the newest posts", "去听最新的帖子");
  }

  // Time

  /// When something happened, as people say it: relative up to a day, then the date.
  String when(Instant then, Instant now) {
    var ago = Duration.between(then, now);
    if (ago.toMinutes() < 1) {
      return justNow();
    }
    if (ago.toHours() < 1) {
      return minutesAgo().replace("{n}", Long.toString(ago.toMinutes()));
    }
    if (ago.toDays() < 1) {
      return hoursAgo().replace("{n}", Long.toString(ago.toHours()));
    }
    var date = then.atZone(ZoneOffset.UTC);
    boolean thisYear = date.getYear() == now.atZone(ZoneOffset.UTC).getYear();
    return formatted(date, thisYear ? say("d MMM", "M月d日") : say("d MMM yyyy", "yyyy年M月d日"));
  }

  /// The full time, for a title.
  String exactly(Instant then) {
    return formatted(
        then.atZone(ZoneOffset.UTC), say("d MMMM yyyy, HH:mm 'UTC'", "yyyy年M月d日 HH:mm 'UTC'"));
  }

  /// The month in which something happened.
  String month(Instant then) {
    return formatted(then.atZone(ZoneOffset.UTC), say("MMMM yyyy", "yyyy年M月"));
  }

  private String formatted(ZonedDateTime time, String pattern) {
    return DateTimeFormatter.ofPattern(pattern, language.locale()).format(time);
  }

  private String justNow() {
    return say("now", "刚刚");
  }

  private String minutesAgo() {
    return say("{n} min", "{n} 分钟前");
  }

  private String hoursAgo() {
    return say("{n} h", "{n} 小时前");
  }

  /// The words that scripts say, by the names that the scripts know.
  Map<String, String> forScripts() {
    var words = new HashMap<>(ownForScripts());
    words.putAll(post().forScripts());
    words.putAll(people().forScripts());
    return words;
  }

  private Map<String, String> ownForScripts() {
    return Map.ofEntries(
        Map.entry("now", justNow()),
        Map.entry("minutes", minutesAgo()),
        Map.entry("hours", hoursAgo()),
        Map.entry("play", play()),
        Map.entry("close", close()),
        Map.entry("pause", pause()),
        Map.entry("codeCopied", say("Embed code copied", "嵌入代码已复制")),
        Map.entry("copied", say("Link copied", "链接已复制")),
        Map.entry("of", say("{at} of {length}", "{at}，共 {length}")),
        Map.entry(
            "unplayable", say("This post cannot be played right now. Try again.", "暂时无法播放，请再试一次。")),
        Map.entry("deleted", say("This post was deleted.", "这条帖子已被删除。")),
        Map.entry("arrived", say("A new post by {name}", "{name} 的新帖子")),
        Map.entry("unreachable", say("The page did not load. Try again.", "页面没有加载出来，请再试一次。")),
        Map.entry("callMicrophone", say("Asking for your microphone…", "正在请求使用麦克风……")),
        Map.entry("callConnecting", say("Connecting…", "正在接通……")),
        Map.entry("callRinging", say("Ringing…", "正在振铃……")),
        Map.entry(
            "callUp", say("Speak after the beep, then press # or hang up.", "听到哔声后请说话，说完按 # 或挂断。")),
        Map.entry(
            "callEnded",
            say("Call ended. If you spoke, your post is on its way.", "通话结束。如果你说了话，帖子马上就到。")),
        Map.entry("callPosted", say("Your post is here.", "你的帖子到了。")),
        Map.entry("callDraft", say("Kept among your drafts.", "已存入你的草稿。")),
        Map.entry(
            "callHeld", say("Saved. It is published once it is let through.", "已保存，通过后就会发布。")),
        Map.entry(
            "callRefused",
            say(
                "The microphone is blocked. Allow it for this page in the browser, then call"
                    + " again.",
                "麦克风被禁用了。请在浏览器中允许此页面使用麦克风，再拨一次。")),
        Map.entry(
            "callNoMicrophone",
            say("No microphone was found. Connect one and call again.", "没有找到麦克风。请接上一个再拨。")),
        Map.entry(
            "callInsecure",
            say(
                "A browser gives its microphone to secure pages only. Call "
                    + "{line}"
                    + " from a phone.",
                "浏览器只允许安全页面使用麦克风。请用电话拨打 {line}。")),
        Map.entry(
            "callOff",
            say(
                "Calls from the browser are switched off here. Call {line} from a phone.",
                "这里没有开通浏览器通话。请用电话拨打 {line}。")),
        Map.entry(
            "callUnreachable",
            say("The service cannot be reached. Try again in a moment.", "暂时联系不上服务，请稍后再试。")),
        Map.entry("passkeyFailed", access().passkeyFailed()),
        Map.entry("passkeyKnown", access().passkeyKnown()),
        Map.entry("callBusy", say("The line is busy. Try again in a moment.", "线路忙，请稍后再拨。")));
  }
}
