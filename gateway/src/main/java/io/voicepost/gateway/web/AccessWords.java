package io.voicepost.gateway.web;

import io.voicepost.gateway.access.SignUpProblem;
import java.time.Duration;

/// The words of the doors: joining, signing in, passkeys, apps. A part of the one message table.
record AccessWords(Language language) {

  private String say(String english, String chinese) {
    return switch (language) {
      case ENGLISH -> english;
      case CHINESE -> chinese;
    };
  }

  // Joining and signing in

  String join() {
    return say("Join", "注册");
  }

  String joinTitle() {
    return say("Make your account", "创建账号");
  }

  String joinSentence() {
    return say(
        "Choose a handle. Link your phone later, and your calls become your posts.",
        "选一个用户名。之后绑定你的电话，拨打的电话就会成为你的帖子。");
  }

  String joinClosed() {
    return say(
        "New accounts are made by the operator here. Ask them for one.", "这里的新账号由管理员创建，请联系管理员。");
  }

  String handle() {
    return say("Handle", "用户名");
  }

  String handleHint() {
    return say("1 to 30 of a–z, 0–9 and _", "1 到 30 个字符：a–z、0–9 和 _");
  }

  String name() {
    return say("Name", "显示名称");
  }

  String nameHint() {
    return say("What people read. May stay empty.", "大家看到的名字，可以留空。");
  }

  String password() {
    return say("Password", "密码");
  }

  String passwordHint() {
    return say("8 characters or more. A sentence is a good one.", "至少 8 个字符，一句话就很好。");
  }

  String makeAccount() {
    return say("Make account", "创建账号");
  }

  String haveOne() {
    return say("Have an account? Sign in", "已有账号？登录");
  }

  String signIn() {
    return say("Sign in", "登录");
  }

  String signInTitle() {
    return say("Welcome back", "欢迎回来");
  }

  String signInFirst(String app) {
    return say("Sign in to go on to " + app + ".", "请先登录，再继续前往 " + app + "。");
  }

  String haveNone() {
    return say("No account yet? Join", "还没有账号？注册");
  }

  String withPasskey() {
    return say("Sign in with a passkey", "用通行密钥登录");
  }

  String or() {
    return say("or", "或");
  }

  String signOut() {
    return say("Sign out", "退出登录");
  }

  String signOutTitle() {
    return say("Sign out of this browser?", "要在此浏览器退出登录吗？");
  }

  String signOutSentence() {
    return say("Your apps and other browsers stay signed in.", "你的应用和其他浏览器保持登录状态。");
  }

  String wrong() {
    return say("Handle and password do not match. Check both and try again.", "用户名与密码不符，请检查后再试。");
  }

  String problem(SignUpProblem problem) {
    return switch (problem) {
      case HANDLE_INVALID ->
          say("A handle is 1 to 30 of a–z, 0–9 and _.", "用户名为 1 到 30 个字符：a–z、0–9 和 _。");
      case HANDLE_TAKEN -> say("This handle is taken. Try another.", "这个用户名已被使用，换一个吧。");
      case NAME_INVALID -> say("A name has 1 to 100 characters.", "显示名称为 1 到 100 个字符。");
      case PASSWORD_SHORT -> say("Use 8 characters or more.", "请使用至少 8 个字符。");
      case PASSWORD_LONG -> say("Use 256 characters or fewer.", "请不要超过 256 个字符。");
      case PASSWORD_IS_HANDLE ->
          say("A handle is no secret. Use another password.", "用户名不是秘密，请换一个密码。");
      case PASSWORD_COMMON ->
          say("That is one of the first that anybody tries. Use another.", "这是最先被猜到的密码之一，请换一个。");
    };
  }

  String wait(Duration left) {
    long minutes = Math.max(1, (left.toSeconds() + 59) / 60);
    return left.toSeconds() < 60
        ? say("Too many tries. Wait a minute.", "尝试次数过多，请等一分钟。")
        : say("Too many tries. Wait " + minutes + " minutes.", "尝试次数过多，请等 " + minutes + " 分钟。");
  }

  String foreignTitle() {
    return say("That came from elsewhere", "请求来自别处");
  }

  String foreign() {
    return say(
        "This form was not sent by a page of this site. Open the page here and try again.",
        "这个表单不是由本站页面提交的。请在本站打开页面再试。");
  }

  String tooOftenTitle() {
    return say("A little too fast", "太快了一点");
  }

  // Security settings

  String security() {
    return say("Security", "安全");
  }

  String settings() {
    return say("Settings", "设置");
  }

  String changePassword() {
    return say("Change password", "修改密码");
  }

  String changeSentence() {
    return say(
        "All other browsers and apps are signed out when you change it.", "修改后，其他浏览器和应用都会退出登录。");
  }

  String currentPassword() {
    return say("Current password", "当前密码");
  }

  String newPassword() {
    return say("New password", "新密码");
  }

  String wrongPassword() {
    return say("This is not your current password.", "当前密码不正确。");
  }

  String passwordChanged() {
    return say(
        "Your password is changed. Other browsers and apps are signed out.",
        "密码已修改，其他浏览器和应用已退出登录。");
  }

  String passkeys() {
    return say("Passkeys", "通行密钥");
  }

  String passkeysSentence() {
    return say(
        "Sign in with your fingerprint, your face or your device’s PIN instead of a password.",
        "用指纹、面容或设备 PIN 码代替密码登录。");
  }

  String addPasskey() {
    return say("Add a passkey", "添加通行密钥");
  }

  String passkeyLabel() {
    return say("Name of the passkey", "通行密钥名称");
  }

  String passkeyAdded() {
    return say("The passkey is added.", "通行密钥已添加。");
  }

  String passkeyFailed() {
    return say("That passkey did not work. Try again.", "这个通行密钥无法使用，请再试一次。");
  }

  String passkeyKnown() {
    return say("This device has a passkey already.", "此设备已有通行密钥。");
  }

  String aDevice(String browser) {
    return browser.isEmpty() ? say("My device", "我的设备") : browser;
  }

  String rename() {
    return say("Rename", "重命名");
  }

  String remove() {
    return say("Remove", "移除");
  }

  String remove(String what) {
    return say("Remove " + what, "移除 " + what);
  }

  String added(String when) {
    return say("Added " + when, "添加于 " + when);
  }

  String lastUsed(String when) {
    return say("last used " + when, "上次使用 " + when);
  }

  String neverUsed() {
    return say("never used", "从未使用");
  }

  String apps() {
    return say("Apps", "应用");
  }

  String noApps() {
    return say("No app acts for you.", "没有应用可代表你操作。");
  }

  String revoke() {
    return say("Sign out", "退出");
  }

  String revoke(String what) {
    return say("Sign out " + what, "退出 " + what);
  }

  String sessions() {
    return say("Browsers", "浏览器");
  }

  String thisBrowser() {
    return say("This browser", "此浏览器");
  }

  String otherBrowser() {
    return say("Another browser", "其他浏览器");
  }

  String since(String when) {
    return say("Signed in " + when, "登录于 " + when);
  }

  String revoked() {
    return say("Signed out.", "已退出。");
  }

  String removed() {
    return say("Removed.", "已移除。");
  }

  String renamed() {
    return say("Renamed.", "已重命名。");
  }

  // Consent

  String allowTitle(String app) {
    return say("Let " + app + " act for you?", "允许 " + app + " 代表你操作吗？");
  }

  String allowSentence(String handle) {
    return say("You are signed in as @" + handle + ". It could:", "你以 @" + handle + " 登录。它将可以：");
  }

  String allow() {
    return say("Allow", "允许");
  }

  String refuse() {
    return say("Refuse", "拒绝");
  }

  String from(String website) {
    return say("It says it is from " + website, "它自称来自 " + website);
  }

  String returnsTo(String where) {
    return say("You return to " + where, "之后你将回到 " + where);
  }

  String codeTitle() {
    return say("Almost there", "马上就好");
  }

  String codeSentence(String app) {
    return say(
        "Copy this code into " + app + ". It works once, for ten minutes.",
        "把这段代码复制到 " + app + "。它只能用一次，十分钟内有效。");
  }

  String code() {
    return say("Code", "代码");
  }

  String refusedTitle() {
    return say("This app cannot be let in", "无法授权此应用");
  }

  String refusedSentence(String why) {
    return say(
        "The app asked in a way that cannot be answered. Tell its makers: " + why,
        "应用的请求无法处理，请告知其开发者：" + why);
  }

  /// What a scope lets an app do.
  String scope(String scope) {
    int colon = scope.indexOf(':');
    if (colon > 0) {
      var what = noun(scope.substring(colon + 1));
      return scope.startsWith("read")
          ? say("See " + what, "查看" + what)
          : say("Change " + what, "更改" + what);
    }
    return switch (scope) {
      case "read" -> say("See everything in your account", "查看你账号中的一切");
      case "write" -> say("Post, like, and change everything in your account", "发帖、点赞以及更改你账号中的一切");
      case "follow" -> say("See and change whom you follow, mute and block", "查看和更改你的关注、隐藏与屏蔽");
      case "push" -> say("Send you notifications", "向你推送通知");
      case "profile" -> say("See your name and handle", "查看你的名称和用户名");
      default -> scope;
    };
  }

  private String noun(String name) {
    return switch (name) {
      case "accounts" -> say("your profile", "你的个人资料");
      case "blocks" -> say("whom you block", "你的屏蔽名单");
      case "bookmarks" -> say("your bookmarks", "你的书签");
      case "conversations" -> say("your conversations", "你的对话");
      case "favourites" -> say("your likes", "你的点赞");
      case "filters" -> say("your filters", "你的过滤规则");
      case "follows" -> say("whom you follow", "你的关注");
      case "lists" -> say("your lists", "你的列表");
      case "media" -> say("your recordings", "你的录音");
      case "mutes" -> say("whom you mute", "你的隐藏名单");
      case "notifications" -> say("your notifications", "你的通知");
      case "reports" -> say("your reports", "你的举报");
      case "search" -> say("what you search for", "你的搜索");
      case "statuses" -> say("your posts", "你的帖子");
      default -> name;
    };
  }
}
