package io.voicepost.gateway.web.pages;

/// What the pages are called, and what they say where nothing is there yet. A part of the one
/// message table.
record PlaceWords(PageLanguage language) {
  private String say(String english, String chinese) {
    return language.say(english, chinese);
  }

  String home() {
    return say("Home", "首页");
  }

  String you() {
    return say("You", "我");
  }

  String yours() {
    return say("Yours", "我的");
  }

  String homeSilent() {
    return say("It is quiet here.", "这里很安静。");
  }

  String homeAdvice() {
    return say("Listen to everyone, and follow the voices you like.", "去广场听听，关注你喜欢的声音。");
  }

  String toEveryone() {
    return say("Listen to everyone", "去广场听听");
  }

  String notifications() {
    return say("Notifications", "通知");
  }

  /// Notifications, where there is little room.
  String news() {
    return say("News", "通知");
  }

  String nothingNew() {
    return say("Nobody called for you yet.", "还没有人找你。");
  }

  String nothingNewAdvice() {
    return say("Likes, reposts, replies and new followers appear here.", "赞、转发、回复和新粉丝会出现在这里。");
  }

  String all() {
    return say("All", "全部");
  }

  String mentions() {
    return say("To you", "提到我");
  }

  String search() {
    return say("Search", "搜索");
  }

  String searchFor() {
    return say("People, tags, captions", "用户、标签、文字");
  }

  String searchAdvice() {
    return say("Look for a name, a #tag, or words of a caption.", "可以搜索名字、#标签，或帖子里的文字。");
  }

  String nothingFound(String query) {
    return say("Nothing found for “" + query + "”.", "没有找到“" + query + "”。");
  }

  String fewerWords() {
    return say("Try fewer or other words.", "换个词或少用几个词试试。");
  }

  String people() {
    return say("People", "用户");
  }

  String tags() {
    return say("Tags", "标签");
  }

  String posts() {
    return say("Posts", "帖子");
  }

  String tagSilent(String tag) {
    return say("Nobody used #" + tag + " yet.", "还没有人用过 #" + tag + "。");
  }

  String tagAdvice() {
    return say("Write it under a post of yours and be the first.", "写进你的帖子，做第一个。");
  }

  String bookmarks() {
    return say("Bookmarks", "收藏");
  }

  String noBookmarks() {
    return say("No bookmarks yet.", "还没有收藏。");
  }

  String noBookmarksAdvice() {
    return say(
        "Keep a post with the three dots under it. Nobody else sees it.", "点帖子下的三个点来收藏，只有你能看到。");
  }

  String likes() {
    return say("Likes", "赞过");
  }

  String noLikes() {
    return say("You have liked nothing yet.", "你还没有赞过帖子。");
  }

  String noLikesAdvice() {
    return say("What you like is collected here.", "你赞过的帖子会收在这里。");
  }

  String drafts() {
    return say("Drafts", "草稿");
  }

  String noDrafts() {
    return say("No drafts.", "没有草稿。");
  }

  String noDraftsAdvice() {
    return say("What you keep for yourself waits here.", "留给自己的帖子会放在这里。");
  }

  String lists() {
    return say("Lists", "列表");
  }

  String noLists() {
    return say("No lists yet.", "还没有列表。");
  }

  String noListsAdvice() {
    return say(
        "A list is a timeline of those you put into it. Only you see it.", "列表是你挑选的人的时间线，只有你能看到。");
  }

  String listTitle() {
    return say("Name of the list", "列表名称");
  }

  String makeList() {
    return say("Make a list", "新建列表");
  }

  String members() {
    return say("Members", "成员");
  }

  String changeList() {
    return say("Name and members", "名称与成员");
  }

  String listSilent() {
    return say("Nobody in this list has spoken yet.", "列表里还没有人说话。");
  }

  String listAdvice() {
    return say("Put people you follow into it.", "把你关注的人加进来。");
  }

  String addMember() {
    return say("Add", "添加");
  }

  String memberHandle() {
    return say("Handle of somebody you follow", "你关注的人的用户名");
  }

  String remove() {
    return say("Remove", "移除");
  }

  String remove(String name) {
    return say("Remove " + name, "移除 " + name);
  }

  String noMembers() {
    return say("Nobody is in it yet.", "还没有成员。");
  }

  String notFollowed() {
    return say("You follow nobody with this handle.", "你没有关注这个用户。");
  }

  String deleteList() {
    return say("Delete this list", "删除列表");
  }

  String rename() {
    return say("Rename", "重命名");
  }

  String badTitle() {
    return say("A name has 1 to 100 characters.", "名称为 1 到 100 个字符。");
  }

  String conversation() {
    return say("Conversation", "对话");
  }

  String noReplies() {
    return say("No replies yet.", "还没有回复。");
  }

  String about() {
    return say("About", "关于");
  }

  String aboutLine(String line) {
    return say(
        "Call "
            + line
            + " from any phone, speak after the beep and hang up. A second later your voice is a post.",
        "用任何电话拨打 " + line + "，哔声后说话，挂断。一秒之后，你的声音就是一条帖子。");
  }

  String aboutPromiseTitle() {
    return say("What we promise", "我们的承诺");
  }

  String aboutSaved() {
    return say("Saved means saved: what you heard confirmed is not lost.", "说已保存就是已保存：确认过的留言不会丢失。");
  }

  String aboutNumber() {
    return say(
        "Your number is yours: it appears on no page and in no address.", "号码属于你自己：不出现在任何页面和网址里。");
  }

  String aboutDeleted() {
    return say(
        "Deleted is deleted: the page, the sound, and every repost of it.", "删除就是删除：页面、声音和所有转发。");
  }

  String aboutAppsTitle() {
    return say("Apps", "应用");
  }

  String aboutApps() {
    return say(
        "Apps for Mastodon work here: sign in to this address.", "Mastodon 的应用可以直接使用：登录本站地址即可。");
  }

  String aboutKeysTitle() {
    return say("By keyboard", "键盘操作");
  }

  String aboutKeys() {
    return say(
        "Everything here can be done without a mouse. Press ? for the keys.",
        "所有操作都可以用键盘完成，按 ? 查看快捷键。");
  }
}
