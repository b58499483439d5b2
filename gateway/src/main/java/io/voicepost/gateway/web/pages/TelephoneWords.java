package io.voicepost.gateway.web.pages;

import io.voicepost.storage.phone.CallerClass;
import io.voicepost.storage.phone.HangUpRule;
import io.voicepost.storage.post.HoldReason;
import java.time.Duration;

/// The words of the telephone's settings and of claiming an account that was opened by phone. A
/// part of the one message table.
record TelephoneWords(PageLanguage language) {
  private String say(String english, String chinese) {
    return language.say(english, chinese);
  }

  String telephone() {
    return say("Telephone", "电话");
  }

  String waits(int count) {
    return say(
        count == 1 ? "1 thing of your telephone waits" : count + " things of your telephone wait",
        "你的电话有 " + count + " 件事待处理");
  }

  String toTelephone() {
    return say("Phones, PIN, and what calls may do", "电话、PIN 与通话设置");
  }

  // What waits

  String waiting() {
    return say("Waiting for your word", "等你确认");
  }

  String nothingWaits() {
    return say(
        "Nothing waits for you. Messages whose caller did not prove to be you wait here until you"
            + " let them through.",
        "没有等待确认的留言。来电者未能证明是你本人时，留言会在这里等你确认。");
  }

  String moreWait() {
    return say("More messages wait behind these.", "后面还有更多留言。");
  }

  String messageOf(String when) {
    return say("Message, " + when, "留言，" + when);
  }

  String playMessage(String when) {
    return say("Play the message, " + when, "播放留言，" + when);
  }

  String fromPhone(String phone) {
    return say("From " + phone, "来自 " + phone);
  }

  String reason(HoldReason reason) {
    return switch (reason) {
      case PIN_MISSING -> say("Its caller did not key in your PIN.", "来电者没有输入你的 PIN。");
      case UNKNOWN_NUMBER -> say("It was left before this phone was yours.", "这条留言录于此电话绑定之前。");
      case NOT_SPEECH ->
          say("No voice was heard in it, only tones or silence.", "没有听到人声，只有提示音或静音。");
      case MODERATION -> say("Its line wants somebody to listen first.", "这条线路需要先有人试听。");
    };
  }

  String deletedAt(String when) {
    return say("It is deleted " + when + " unless you post it.", "如果你不发布，它将在 " + when + "删除。");
  }

  String approve() {
    return say("Post it", "发布");
  }

  String approve(String when) {
    return say("Post it: message, " + when, "发布：留言，" + when);
  }

  String refuse() {
    return say("Delete", "删除");
  }

  String refuse(String when) {
    return say("Delete the message, " + when, "删除留言，" + when);
  }

  String refuseSure() {
    return say("It is gone for good, with its sound.", "留言和声音都将永久删除。");
  }

  String refuseNow() {
    return say("Delete it", "确认删除");
  }

  String approved() {
    return say("Posted.", "已发布。");
  }

  String keptAsDraft() {
    return say("It is a draft now, as your preferences say.", "已按你的偏好存为草稿。");
  }

  String refused() {
    return say("Deleted.", "已删除。");
  }

  String gone() {
    return say("That message waits no longer.", "这条留言已不在等待。");
  }

  // Drafts

  String drafts() {
    return say("Drafts", "草稿");
  }

  String drafts(String count) {
    return count.equals("1")
        ? say("1 draft waits to be posted", "有 1 条草稿待发布")
        : say(count + " drafts wait to be posted", "有 " + count + " 条草稿待发布");
  }

  String noDrafts() {
    return say(
        "No drafts. A message becomes one when you hang up and chose so below.",
        "没有草稿。如果你在下面选择，挂断后的留言会存为草稿。");
  }

  // Phones

  String phones() {
    return say("Your phones", "你的电话");
  }

  String noPhones() {
    return say(
        "No phone is linked. Link one, and what you say on it becomes your posts.",
        "还没有绑定电话。绑定之后，你在电话里说的话就会成为你的帖子。");
  }

  String numberHint() {
    return say("Only you see these, and never the whole number.", "只有你能看到，而且从不显示完整号码。");
  }

  String linkedSince(String when) {
    return say("Linked " + when, "绑定于 " + when);
  }

  String proved() {
    return say("proved", "已验证");
  }

  String notProved() {
    return say("not proved yet: calls from it may be asked for your PIN", "尚未验证：用它来电时可能需要 PIN");
  }

  String labelOf() {
    return say("Name of the phone", "电话名称");
  }

  String badLabel() {
    return say("A name has at most 60 characters on one line.", "名称最多 60 个字符，不换行。");
  }

  String rename() {
    return say("Rename", "重命名");
  }

  String renamed() {
    return say("Renamed.", "已重命名。");
  }

  String remove() {
    return say("Remove", "移除");
  }

  String remove(String phone) {
    return say("Remove " + phone, "移除 " + phone);
  }

  String removeSure() {
    return say("Calls from it will no longer be yours.", "之后用它来电将不再算作你。");
  }

  String removeNow() {
    return say("Remove it", "确认移除");
  }

  String removed() {
    return say("Removed.", "已移除。");
  }

  // Linking

  String link() {
    return say("Link a phone", "绑定电话");
  }

  String linkTitle() {
    return say("Link a phone", "绑定电话");
  }

  String linkNumber() {
    return say("Number of the phone to link", "要绑定的电话号码");
  }

  String linkHint() {
    return say(
        "As you dial it here, or with + and the country code. Nobody else sees it.",
        "按平时拨打的方式，或以 + 和国家代码开头。别人看不到。");
  }

  String badNumber() {
    return say(
        "This is no phone number. Type it as you dial it here, or with + and the country code.",
        "这不是电话号码。请按平时拨打的方式输入，或以 + 和国家代码开头。");
  }

  String callFrom(String number, String line) {
    return say(
        "Call " + line + " from " + number + ", with your number shown.",
        "用 " + number + " 拨打 " + line + "，并显示号码。");
  }

  String otherNumber() {
    return say("Another number", "换一个号码");
  }

  String press() {
    return say(
        "Press 1 if you are told that the number is not known. Otherwise press star for the menu,"
            + " then 5.",
        "如果听到号码未登记，请按 1；否则按星号键进入菜单，再按 5。");
  }

  String keyIn() {
    return say("Key in these six digits:", "输入这六位数字：");
  }

  String linkCode() {
    return say("Code", "代码");
  }

  String goodFor() {
    return say("Good for another", "有效时间还剩");
  }

  String watching() {
    return say("This page will tell you when it is done.", "完成后本页会自动显示。");
  }

  String codeOver() {
    return say(
        "This code is over. Get a new one and key it in within ten minutes, from the phone whose"
            + " number you type.",
        "这个代码已失效。请获取新的代码，并在十分钟内用所填号码的电话输入。");
  }

  String newCode() {
    return say("New code", "新的代码");
  }

  String linked() {
    return say("The phone is yours. Give it a name below.", "电话已绑定。可以在下面给它起个名字。");
  }

  // PIN

  String pin() {
    return say("PIN", "PIN");
  }

  String pinSentence() {
    return say("Six digits that prove on the phone that it is you.", "在电话里证明是你本人的六位数字。");
  }

  String pinSet() {
    return say("You have a PIN.", "你已有 PIN。");
  }

  String pinNone() {
    return say(
        "You have no PIN. What you say by phone and needs one waits for your word here.",
        "你还没有 PIN。需要 PIN 的电话留言会在这里等你确认。");
  }

  String pinLocked(String until) {
    return say(
        "It can be used on the phone again " + until + "; a new PIN at once.",
        until + "才能在电话里再次使用；新的 PIN 可立即使用。");
  }

  String pinTried(int tries) {
    return say(
        "Somebody keyed in a wrong PIN for you "
            + tries
            + " times and not the right one since. If that was not you, get a new PIN.",
        "有人为你的账号输错了 " + tries + " 次 PIN，之后再没有输对。如果不是你本人，请换一个新的 PIN。");
  }

  String getPin() {
    return say("Get a PIN", "获取 PIN");
  }

  String newPin() {
    return say("Get a new PIN", "更换 PIN");
  }

  String removePin() {
    return say("Remove the PIN", "移除 PIN");
  }

  String pinRemoved() {
    return say("You have no PIN any more.", "PIN 已移除。");
  }

  String pinTitle() {
    return say("Your PIN", "你的 PIN");
  }

  String pinOnce() {
    return say(
        "It is shown this once. Learn it or write it down where nobody else looks.",
        "只显示这一次。请记住，或写在别人看不到的地方。");
  }

  String pinDone() {
    return say("I know it", "我记住了");
  }

  String passwordFirst() {
    return say("Your password", "你的密码");
  }

  // What calls may do

  String calls() {
    return say("Calls", "通话");
  }

  String classTitle() {
    return say("What it takes to post by phone", "电话发布需要什么");
  }

  String name(CallerClass callerClass) {
    return switch (callerClass) {
      case EASY -> say("Easy", "简单");
      case NORMAL -> say("Normal", "普通");
      case PROTECTED -> say("Protected", "受保护");
    };
  }

  String means(CallerClass callerClass) {
    return switch (callerClass) {
      case EASY ->
          say("Your number is enough where the network vouches for it.", "网络能保证号码真实时，号码就足够。");
      case NORMAL ->
          say(
              "Your number is enough on phones that are proved; the PIN where there is doubt.",
              "已验证的电话只需号码；有疑问时需要 PIN。");
      case PROTECTED ->
          say(
              "The PIN on every call. Without it your message waits for your word.",
              "每次通话都需要 PIN，否则留言会等你确认。");
    };
  }

  String protectedWithoutPin() {
    return say(
        "You have no PIN yet: each of your calls waits for your word.", "你还没有 PIN：你的每次来电留言都会等你确认。");
  }

  String hangUpTitle() {
    return say("When you hang up without a word on it", "没有选择就挂断时");
  }

  String name(HangUpRule rule) {
    return switch (rule) {
      case PUBLISH -> say("Post it", "发布");
      case DRAFT -> say("Keep a draft", "存为草稿");
      case DROP -> say("Throw it away", "丢弃");
    };
  }

  String means(HangUpRule rule) {
    return switch (rule) {
      case PUBLISH -> say("Hanging up is posting.", "挂断就是发布。");
      case DRAFT -> say("You post it on your next call, or here.", "下次来电时或在网页上发布。");
      case DROP -> say("Only what you post with a key stays.", "只保留你按键发布的留言。");
    };
  }

  String spokenTitle() {
    return say("Language you hear", "电话里听到的语言");
  }

  String lineLanguage() {
    return say("As the line speaks", "跟随线路");
  }

  String saved() {
    return say("Saved.", "已保存。");
  }

  // Claiming an account

  String openedByPhone() {
    return say("You opened an account by phone? Claim it", "用电话开了账号？在这里认领");
  }

  String claimTitle() {
    return say("Claim your account", "认领你的账号");
  }

  String claimSentence() {
    return say(
        "Type the name and the ten digits that you heard when you opened it.", "输入开通时听到的用户名和十位数字。");
  }

  String claimName() {
    return say("As you heard it: voice and some digits.", "电话里听到的：voice 加几位数字。");
  }

  String claimCode() {
    return say("Claim code", "认领代码");
  }

  String claimHint() {
    return say("Ten digits; spaces do not matter.", "十位数字，空格不影响。");
  }

  String claimGo() {
    return say("Go on", "继续");
  }

  String claimFound(String handle) {
    return say(
        "It is @" + handle + " so far. Keep that handle or choose another, and set a password.",
        "目前的用户名是 @" + handle + "。可以保留，也可以换一个，然后设置密码。");
  }

  String claim() {
    return say("Claim it", "认领");
  }

  String claimWrong() {
    return say(
        "Name and code do not belong together, or the code is too old. Check both and try again.",
        "用户名与代码不符，或代码已过期。请核对后再试。");
  }

  String claimTooMany() {
    return say("Too many tries. Wait an hour, then try again.", "尝试次数过多，请一小时后再试。");
  }

  String claimed() {
    return say("The account is yours, and your phone is linked already.", "账号已归你所有，电话也已绑定。");
  }

  /// How far something is ahead.
  String in(Duration ahead) {
    long minutes = Math.max(1, (ahead.toSeconds() + 59) / 60);
    long hours = (minutes + 30) / 60;
    return minutes < 60
        ? say("in " + minutes + " min", minutes + " 分钟后")
        : say("in " + hours + (hours == 1 ? " hour" : " hours"), hours + " 小时后");
  }
}
