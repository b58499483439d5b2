package io.voicepost.gateway.web.pages;

import io.voicepost.storage.post.Notification;
import java.util.Map;

/// The words on accounts and notifications. A part of the one message table.
record PeopleWords(PageLanguage language) {
  private String say(String english, String chinese) {
    return language.say(english, chinese);
  }

  String follow() {
    return say("Follow", "关注");
  }

  String following() {
    return say("Following", "已关注");
  }

  String requested() {
    return say("Requested", "已申请");
  }

  String blocked() {
    return say("Unblock", "取消拉黑");
  }

  String muted() {
    return say("Muted", "已屏蔽");
  }

  String unmute() {
    return say("Unmute", "取消屏蔽");
  }

  String followsYou() {
    return say("Follows you", "关注了你");
  }

  String editProfile() {
    return say("Edit profile", "编辑资料");
  }

  String locked() {
    return say("Lets each follower in", "关注需批准");
  }

  String joined(String when) {
    return say("Here since " + when, when + " 加入");
  }

  String counts() {
    return say("Posts and followers", "帖子与粉丝");
  }

  String posts(long count) {
    return count == 1 ? say("post", "帖子") : say("posts", "帖子");
  }

  String followers(long count) {
    return count == 1 ? say("follower", "粉丝") : say("followers", "粉丝");
  }

  String followees() {
    return say("following", "关注");
  }

  String followersOf(String name) {
    return say("Followers of " + name, name + " 的粉丝");
  }

  String followedBy(String name) {
    return say("Followed by " + name, name + " 关注的人");
  }

  String tabPosts() {
    return say("Posts", "帖子");
  }

  String tabVoices() {
    return say("Voices", "声音");
  }

  String tabReplies() {
    return say("With replies", "含回复");
  }

  String parts() {
    return say("What to show", "显示内容");
  }

  String noFollowers(String name) {
    return say("Nobody follows " + name + " yet.", "还没有人关注 " + name + "。");
  }

  String followsNobody(String name) {
    return say(name + " follows nobody yet.", name + " 还没有关注任何人。");
  }

  String older() {
    return say("Show more", "显示更多");
  }

  String blockedYou(String name) {
    return say("You cannot see the posts of " + name + ".", "你无法查看 " + name + " 的帖子。");
  }

  String youBlocked(String name) {
    return say("You block " + name + ".", "你已拉黑 " + name + "。");
  }

  // Notifications

  String did(Notification.Type type, int others) {
    return switch (type) {
      case FOLLOW -> say("followed you", "关注了你");
      case FOLLOW_REQUEST -> say("asks to follow you", "申请关注你");
      case MENTION -> say("spoke to you", "提到或回复了你");
      case REPOST -> say("reposted your post", "转发了你的帖子");
      case LIKE -> others == 0 ? say("likes your post", "赞了你的帖子") : say("like your post", "赞了你的帖子");
      case POST -> say("has a new post", "发布了新帖子");
    };
  }

  String andOthers(int count) {
    return count == 1
        ? say("and 1 other", "等 2 人")
        : say("and " + count + " others", others(count));
  }

  private static String others(int count) {
    return "等 " + (count + 1) + " 人";
  }

  String accept() {
    return say("Accept", "同意");
  }

  String accept(String name) {
    return say("Accept " + name, "同意 " + name);
  }

  String reject() {
    return say("Decline", "拒绝");
  }

  String reject(String name) {
    return say("Decline " + name, "拒绝 " + name);
  }

  String fresh() {
    return say("New", "新");
  }

  String unread(int count) {
    return count == 1 ? say("1 new", "1 条新通知") : say(count + " new", count + " 条新通知");
  }

  /// What scripts say of people.
  Map<String, String> forScripts() {
    return Map.of(
        "follow", follow(),
        "following", following(),
        "requested", requested(),
        "unblock", blocked(),
        "unmuted", say("You see @{handle} again", "重新看到 @{handle}"),
        "notified", say("Something new for you", "你有新的通知"));
  }
}
