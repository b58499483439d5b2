package io.voicepost.gateway.web.pages;

import java.util.Map;

/// The words where a post is made. A part of the one message table.
record ComposeWords(PageLanguage language) {
  private String say(String english, String chinese) {
    return language.say(english, chinese);
  }

  String speak() {
    return say("Speak", "发声");
  }

  String newPost() {
    return say("New post", "新帖子");
  }

  String replyTo(String name) {
    return say("Reply to " + name, "回复 " + name);
  }

  String editPost() {
    return say("Edit post", "编辑帖子");
  }

  String publishDraft() {
    return say("Publish draft", "发布草稿");
  }

  String record() {
    return say("Record", "录音");
  }

  String stop() {
    return say("Stop", "停止");
  }

  String again() {
    return say("Record again", "重新录音");
  }

  String discard() {
    return say("Remove sound", "移除声音");
  }

  String listen() {
    return say("Listen to it", "试听");
  }

  String chooseFile() {
    return say("Choose a file", "选择文件");
  }

  String orCall(String line) {
    return say("or call " + line, "或拨打 " + line);
  }

  String voice() {
    return say("Your voice", "你的声音");
  }

  String level() {
    return say("How loud you are", "你的音量");
  }

  String caption() {
    return say("Caption", "文字");
  }

  String captionHint() {
    return say("What it is about. #tags and @names become links.", "说点什么，#标签 和 @用户名 会变成链接。");
  }

  String left() {
    return say("{n} left", "还可输入 {n} 字");
  }

  String warning() {
    return say("Content warning", "内容警告");
  }

  String warningHint() {
    return say(
        "Hides voice and text until somebody asks for them. May stay empty.", "声音和文字会先隐藏，可以留空。");
  }

  String visibility() {
    return say("Who sees it", "谁可以看");
  }

  String postLanguage() {
    return say("Language", "语言");
  }

  String unknownLanguage() {
    return say("Not said", "未指定");
  }

  String more() {
    return say("Warning, audience, language", "警告、可见范围、语言");
  }

  String post() {
    return say("Post", "发布");
  }

  String sendReply() {
    return say("Reply", "回复");
  }

  String save() {
    return say("Save", "保存");
  }

  String publish() {
    return say("Publish", "发布");
  }

  String cancel() {
    return say("Cancel", "取消");
  }

  String replyHere() {
    return say("Say or write a reply", "说或写一条回复");
  }

  String withoutScripts(String line) {
    return say(
        "Recording here needs scripts. Without them, write, or call " + line + ".",
        "在此录音需要脚本。没有脚本时可以写字，或拨打 " + line + "。");
  }

  String needsSomething() {
    return say("Record something or write a caption.", "请录音，或写点文字。");
  }

  String captionTooLong(int most) {
    return say("A caption has at most " + most + " characters.", "文字最多 " + most + " 个字符。");
  }

  String warningTooLong(int most) {
    return say(
        "A warning has at most " + most + " characters on one line.", "警告最多 " + most + " 个字符。");
  }

  String gone() {
    return say("What you answer is gone.", "你回复的帖子已不在。");
  }

  /// What the script of this page says.
  Map<String, String> forScripts() {
    return Map.ofEntries(
        Map.entry("left", left()),
        Map.entry("recording", say("Recording. Speak now.", "正在录音，请说话。")),
        Map.entry("recorded", say("Recorded. Listen to it, or post it.", "录好了，可以试听或发布。")),
        Map.entry("asking", say("Asking for your microphone…", "正在请求使用麦克风……")),
        Map.entry(
            "refused",
            say(
                "The microphone is blocked. Allow it for this page, or choose a file.",
                "麦克风被禁用了。请允许此页面使用麦克风，或选择文件。")),
        Map.entry(
            "noMicrophone",
            say("No microphone was found. Choose a file instead.", "没有找到麦克风，请选择文件。")),
        Map.entry(
            "insecure",
            say(
                "A browser gives its microphone to secure pages only. Choose a file, or call.",
                "浏览器只允许安全页面使用麦克风。请选择文件或拨打电话。")),
        Map.entry("tooLong", say("That is the longest a post can be.", "已到最长时长。")),
        Map.entry("sending", say("Sending… {n} %", "正在发送……{n}%")),
        Map.entry("preparing", say("Preparing your voice…", "正在处理声音……")),
        Map.entry("posting", say("Posting…", "正在发布……")),
        Map.entry("posted", say("Posted.", "已发布。")),
        Map.entry("kept", say("Kept as a draft.", "已存为草稿。")),
        Map.entry("view", say("Look at it", "查看")),
        Map.entry(
            "unreachable",
            say(
                "The service cannot be reached. Nothing is lost: try again.",
                "暂时联系不上服务。内容没有丢失，请再试。")),
        Map.entry("notAudio", say("This file cannot be played. Choose another.", "无法播放这个文件，请换一个。")),
        Map.entry("tooBig", say("This file is too big.", "文件太大。")),
        Map.entry("needsSomething", needsSomething()),
        Map.entry("signIn", say("You are signed out. Sign in, then post it.", "你已退出登录，请登录后再发布。")),
        Map.entry("restored", say("This is what you had not sent yet.", "这是你上次没有发出的内容。")),
        Map.entry("tooOften", say("Too fast. Try again in {n} s.", "太快了，请在 {n} 秒后再试。")),
        Map.entry("failed", say("That did not work: {why}", "没有成功：{why}")));
  }
}
