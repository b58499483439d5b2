package io.voicepost.gateway.web.pages;

import io.voicepost.storage.post.Captions;
import java.util.Map;

/// The words where captions are written. A part of the one message table.
record CaptionWords(PageLanguage language) {
  private String say(String english, String chinese) {
    return language.say(english, chinese);
  }

  String title() {
    return say("Captions", "字幕");
  }

  String about() {
    return say(
        "Who cannot hear you reads along, here and in podcast apps.", "听不见的人可以在这里和播客应用里跟着读。");
  }

  /// Of what nobody wrote and no machine will.
  String none() {
    return say("Nobody wrote captions yet.", "还没有字幕。");
  }

  String state(Captions.Progress state, String when) {
    return switch (state) {
      case PENDING ->
          say(
              "A machine is writing them. What you save here counts instead.",
              "机器正在生成字幕。以你在此保存的为准。");
      case MACHINE ->
          say(
              "Written by a machine, " + when + ". Correct what it misheard.",
              "由机器生成于 " + when + "。请改正听错的地方。");
      case EDITED -> say("Written by you, " + when + ".", "由你编辑于 " + when + "。");
    };
  }

  String spoken() {
    return say("Language spoken", "所说的语言");
  }

  String file() {
    return say("Captions as WebVTT", "WebVTT 字幕");
  }

  String fileHint() {
    return say("Times, then what is said; an empty line between captions.", "先写时间，再写所说的话；字幕之间空一行。");
  }

  String number(String number) {
    return say("Caption " + number, "第 " + number + " 条字幕");
  }

  String start() {
    return say("Start", "开始");
  }

  String end() {
    return say("End", "结束");
  }

  String text() {
    return say("What is said", "所说的话");
  }

  String takeStart() {
    return say("Start where the player is", "以播放位置为开始");
  }

  String takeEnd() {
    return say("End where the player is", "以播放位置为结束");
  }

  String hear() {
    return say("Hear it", "试听");
  }

  String split() {
    return say("Split", "拆分");
  }

  String remove() {
    return say("Remove", "删除");
  }

  String add() {
    return say("Add a caption", "添加字幕");
  }

  String save() {
    return say("Save captions", "保存字幕");
  }

  String back() {
    return say("Back to the post", "返回帖子");
  }

  /// On a post that has them.
  String withCaptions() {
    return say("With captions", "有字幕");
  }

  /// The link on the page of one's own post.
  String edit() {
    return say("Edit captions", "编辑字幕");
  }

  String write() {
    return say("Write captions", "添加字幕");
  }

  /// @param why where and why, in English: the file is written in no language of ours
  String unreadable(String why) {
    return say("This cannot be read: " + why + ".", "无法读取（" + why + "）。");
  }

  String refused() {
    return say("These captions could not be saved.", "无法保存这些字幕。");
  }

  /// What the script of this page says.
  Map<String, String> forScripts() {
    return Map.ofEntries(
        Map.entry("number", number("{n}")),
        Map.entry("badTime", say("Write a time like 1:02.5.", "请按 1:02.5 的格式写时间。")),
        Map.entry("endsEarly", say("It ends before it starts.", "结束早于开始。")),
        Map.entry("tooLate", say("The voice ends at {end}.", "声音在 {end} 结束。")),
        Map.entry(
            "playFirst", say("Play the post: the time comes from there.", "请先播放帖子，时间取自播放位置。")),
        Map.entry("removed", say("Caption removed", "字幕已删除")),
        Map.entry("saving", say("Saving…", "正在保存……")),
        Map.entry("saved", say("Captions saved.", "字幕已保存。")),
        Map.entry("byYou", state(Captions.Progress.EDITED, say("now", "刚刚"))),
        Map.entry("restored", say("This is what you had not saved yet.", "这是你上次没有保存的内容。")),
        Map.entry("gone", say("This post is gone.", "帖子已不在。")),
        Map.entry("signIn", say("You are signed out. Sign in, then save.", "你已退出登录，请登录后再保存。")),
        Map.entry(
            "unreachable",
            say(
                "The service cannot be reached. Nothing is lost: try again.",
                "暂时联系不上服务。内容没有丢失，请再试。")),
        Map.entry("failed", say("That did not work: {why}", "没有成功：{why}")));
  }
}
