package io.voicepost.gateway.web.pages;

import io.voicepost.storage.Visibility;
import java.util.Map;

/// The words on posts and of what can be done with them. A part of the one message table.
record PostWords(PageLanguage language) {
  private String say(String english, String chinese) {
    return language.say(english, chinese);
  }

  String reply() {
    return say("Reply", "回复");
  }

  String repost() {
    return say("Repost", "转发");
  }

  String like() {
    return say("Like", "赞");
  }

  String more() {
    return say("More", "更多");
  }

  String show() {
    return say("Show", "显示");
  }

  String hide() {
    return say("Hide", "隐藏");
  }

  String readAll() {
    return say("Read all of it", "阅读全文");
  }

  String broughtBy() {
    return say("reposted", "转发");
  }

  String answers() {
    return say("Answers", "回复");
  }

  String postOf(String name) {
    return say("Post by " + name, name + "的帖子");
  }

  String verified() {
    return say("Verified account", "已认证账号");
  }

  String heard(long times) {
    return times == 1
        ? say("Heard once", "听过 1 次")
        : say("Heard " + count(times) + " times", "听过 " + count(times) + " 次");
  }

  String edited(String when) {
    return say("Edited " + when, "编辑于 " + when);
  }

  String pinned() {
    return say("Pinned", "置顶");
  }

  String visibility(Visibility visibility) {
    return switch (visibility) {
      case PUBLIC -> say("Public", "公开");
      case UNLISTED -> say("Unlisted", "不列出");
      case FOLLOWERS -> say("Followers", "仅粉丝");
      case DRAFT -> say("Draft", "草稿");
    };
  }

  String visibilityMeans(Visibility visibility) {
    return switch (visibility) {
      case PUBLIC -> say("Everybody, and in public lists", "所有人可见，出现在公共列表中");
      case UNLISTED -> say("Everybody who comes here, in no public list", "来访者可见，不出现在公共列表中");
      case FOLLOWERS -> say("Your followers and whom you name", "粉丝和被提到的人可见");
      case DRAFT -> say("You alone, until you publish it", "发布前只有你可见");
    };
  }

  String publishDraft() {
    return say("Finish and publish", "完成并发布");
  }

  String replies(long count) {
    return count == 1 ? say("1 reply", "1 条回复") : say(count + " replies", count + " 条回复");
  }

  String likedBy(String count) {
    return say(count + " likes", count + " 个赞");
  }

  /// A count as it fits under a post: exact up to 9,999, then rounded down; empty for none.
  String count(long count) {
    if (count == 0) {
      return "";
    }
    return count < 10_000 ? Long.toString(count) : rounded(count);
  }

  private String rounded(long count) {
    return switch (language) {
      case ENGLISH ->
          count < 1_000_000 ? tenths(count, 1_000) + "K" : tenths(count, 1_000_000) + "M";
      case CHINESE ->
          count < 100_000_000 ? tenths(count, 10_000) + "万" : tenths(count, 100_000_000) + "亿";
    };
  }

  private static String tenths(long count, long unit) {
    long tenths = count * 10 / unit;
    return tenths >= 1000 || tenths % 10 == 0
        ? Long.toString(tenths / 10)
        : tenths / 10 + "." + tenths % 10;
  }

  String bookmark() {
    return say("Bookmark", "收藏");
  }

  String unbookmark() {
    return say("Remove bookmark", "取消收藏");
  }

  String pin() {
    return say("Pin to your page", "置顶到主页");
  }

  String unpin() {
    return say("Unpin", "取消置顶");
  }

  String edit() {
    return say("Edit", "编辑");
  }

  String delete() {
    return say("Delete", "删除");
  }

  String report() {
    return say("Report", "举报");
  }

  String mute() {
    return say("Mute @{handle}", "屏蔽 @{handle}");
  }

  String block() {
    return say("Block @{handle}", "拉黑 @{handle}");
  }

  /// What scripts say of posts.
  Map<String, String> forScripts() {
    return Map.ofEntries(
        Map.entry("bookmarked", say("Bookmarked", "已收藏")),
        Map.entry("unbookmarked", say("Bookmark removed", "已取消收藏")),
        Map.entry("pinned", say("Pinned to your page", "已置顶到主页")),
        Map.entry("unpinned", say("No longer pinned", "已取消置顶")),
        Map.entry(
            "sure",
            say("Delete this post and its sound? It cannot be brought back.", "删除帖子和声音？删除后无法恢复。")),
        Map.entry("muted", say("You no longer see @{handle}", "不再看到 @{handle}")),
        Map.entry("blocked", say("@{handle} is blocked", "已拉黑 @{handle}")),
        Map.entry("reported", say("Thank you. The operator will look at it.", "谢谢，管理员会查看。")),
        Map.entry("failed", say("That did not work. Try again.", "没有成功，请再试一次。")),
        Map.entry("tooOften", say("Too fast. Try again in {n} s.", "太快了，请在 {n} 秒后再试。")));
  }
}
