package io.voicepost.gateway.web.pages;

import io.voicepost.gateway.access.SignUpProblem;
import io.voicepost.storage.access.SecurityNotice;
import java.time.Duration;

/// The words of the doors: joining, signing in, passkeys, apps. A part of the one message table.
record AccessWords(PageLanguage language) {

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

  String tooFast(long seconds) {
    return seconds == 1
        ? say(
            "Many pages were asked for from where you are. Try again in a second.",
            "你所在的网络刚才打开了很多页面，请过一秒再试。")
        : say(
            "Many pages were asked for from where you are. Try again in " + seconds + " seconds.",
            "你所在的网络刚才打开了很多页面，请过 " + seconds + " 秒再试。");
  }

  String tooOftenTitle() {
    return say("A little too fast", "太快了一点");
  }

  // Asking again

  String confirmTitle() {
    return say("Is it you?", "是你本人吗？");
  }

  String confirmSentence() {
    return say(
        "This changes how one gets into your account. Show once more that it is yours.",
        "这会改变进入你账号的方式，请再次证明这是你的账号。");
  }

  String confirmByPasskey() {
    return say("Use a passkey", "使用通行密钥");
  }

  String confirmNothing() {
    return say(
        "This account has neither a password nor a passkey. Set a password by telephone first.",
        "这个账号既没有密码也没有通行密钥，请先通过电话设置密码。");
  }

  String goOn() {
    return say("Go on", "继续");
  }

  // The second factor

  String codeNeededTitle() {
    return say("One more step", "还差一步");
  }

  String codeNeededSentence() {
    return say(
        "Open the authenticator app on your phone and type the code that it shows.",
        "打开手机上的身份验证器应用，输入它显示的验证码。");
  }

  String codeNeededHint() {
    return say("Six digits, or one of your recovery codes.", "六位数字，或一个恢复代码。");
  }

  String wrongCode() {
    return say(
        "This code is wrong or was used already. Wait for the next one and try again.",
        "验证码不正确或已使用过，请等待下一个再试。");
  }

  String codesLocked(Duration left) {
    return wait(left) + say(" A recovery code or a passkey still works.", "恢复代码和通行密钥仍可使用。");
  }

  String lostFactor() {
    return say("Without your phone and your codes?", "手机和恢复代码都不在身边？");
  }

  String factorTitle() {
    return say("Authenticator app", "身份验证器");
  }

  String factorSentence() {
    return say(
        "A code from an app on your phone, asked for beside your password. Whoever learns your"
            + " password alone does not get in.",
        "登录时除密码外，还需要手机应用上的验证码。只知道密码的人无法登录。");
  }

  String factorOn(String since) {
    return say("On since " + since + ".", "自 " + since + " 起启用。");
  }

  String factorAdd() {
    return say("Set it up", "启用");
  }

  String factorRemove() {
    return say("Turn it off", "停用");
  }

  String factorRemoveSure() {
    return say(
        "Your password alone will be enough then. Your recovery codes end, too.",
        "之后仅凭密码即可登录，恢复代码也会失效。");
  }

  String factorRemoved() {
    return say("The authenticator app is off.", "身份验证器已停用。");
  }

  String factorScan() {
    return say("Scan this with the authenticator app on your phone.", "用手机上的身份验证器应用扫描此二维码。");
  }

  String factorQr() {
    return say("QR code for the authenticator app", "身份验证器应用的二维码");
  }

  String factorType() {
    return say("Or type this into it:", "或者手动输入：");
  }

  String factorOpen() {
    return say("The app is on this device", "应用就在此设备上");
  }

  String factorShow() {
    return say("Type the code that it shows now.", "输入它现在显示的验证码。");
  }

  String factorCodeHint() {
    return say("Six digits", "六位数字");
  }

  String factorConfirm() {
    return say("Turn it on", "启用");
  }

  String notNow() {
    return say("Not now", "以后再说");
  }

  String recoveryCodesTitle() {
    return say("Your recovery codes", "你的恢复代码");
  }

  String recoveryCodesSentence() {
    return say(
        "Each of them gets you in once without your phone. They are shown only now: print them, or"
            + " keep them where you keep your passwords.",
        "没有手机时，每个代码可登录一次。它们只在此刻显示：请打印或与密码一同保管。");
  }

  String recoveryCodesDone() {
    return say("I have kept them", "我已保存");
  }

  String recoveryCodesLeft(int left) {
    return switch (left) {
      case 0 -> say("No recovery code is left.", "恢复代码已用完。");
      case 1 -> say("One recovery code is left.", "还剩 1 个恢复代码。");
      default -> say(left + " recovery codes are left.", "还剩 " + left + " 个恢复代码。");
    };
  }

  String recoveryCodesNew() {
    return say("New recovery codes", "重新生成恢复代码");
  }

  // A new password by telephone

  String forgot() {
    return say("Forgot your password?", "忘记密码？");
  }

  String forgotTitle() {
    return say("Get back in by telephone", "通过电话找回账号");
  }

  String forgotSentence() {
    return say(
        "For whoever lost their password, or the phone with the authenticator app.",
        "适用于忘记密码，或丢失装有身份验证器的手机。");
  }

  String forgotCall() {
    return say("From a phone that is linked to your account, call", "用已绑定到账号的电话拨打");
  }

  String forgotKeys() {
    return say("Press star for the menu, then 7, and key in your PIN.", "按星号键进入菜单，再按 7，并输入 PIN 码。");
  }

  String forgotHear() {
    return say(
        "You hear a code. Type it here within ten minutes, and tell it to nobody.",
        "你会听到一个代码，请在十分钟内输入到此处，不要告诉任何人。");
  }

  String forgotHint() {
    return say("The eight digits that you heard", "听到的八位数字");
  }

  String forgotGo() {
    return say("Set the new password", "设置新密码");
  }

  String forgotElse() {
    return say(
        "All browsers and apps are signed out, and the authenticator app is turned off. On a"
            + " protected account it stays on. Without a linked phone and its PIN, ask the"
            + " operator.",
        "所有浏览器和应用都会退出登录，身份验证器会停用；受保护账号的身份验证器保持启用。没有已绑定的电话或 PIN 码，请联系管理员。");
  }

  String forgotWrong() {
    return say(
        "This code is wrong or too old. Check the handle, or call again for a new one.",
        "代码不正确或已过期。请检查用户名，或重新拨打获取新代码。");
  }

  String forgotTooMany() {
    return say("Too many tries from here. Wait an hour.", "此处尝试次数过多，请等一小时。");
  }

  String recovered() {
    return say(
        "Your password is new. All other browsers and apps are signed out.",
        "密码已更新，其他浏览器和应用均已退出登录。");
  }

  // What happened

  String happened() {
    return say("What happened lately", "最近的安全动态");
  }

  String happenedNothing() {
    return say("Nothing yet.", "暂无记录。");
  }

  String isNew() {
    return say("New", "新");
  }

  String happenedWarning() {
    return say(
        "If one of these was not you: change your password, then sign out what you do not know.",
        "如有不是你本人的操作：请先修改密码，再退出陌生的浏览器和应用。");
  }

  String happened(SecurityNotice.NoticeKind kind) {
    return switch (kind) {
      case SIGNED_IN -> say("Signed in with a new browser", "在新的浏览器上登录");
      case PASSWORD_CHANGED -> say("Password changed", "修改了密码");
      case PASSWORD_RESET -> say("Password set by the operator", "管理员设置了密码");
      case PASSKEY_ADDED -> say("Passkey added", "添加了通行密钥");
      case PASSKEY_REMOVED -> say("Passkey removed", "移除了通行密钥");
      case FACTOR_ADDED -> say("Authenticator app turned on", "启用了身份验证器");
      case FACTOR_REMOVED -> say("Authenticator app turned off", "停用了身份验证器");
      case RECOVERY_CODES_ISSUED -> say("New recovery codes", "重新生成了恢复代码");
      case RECOVERY_CODE_USED -> say("Signed in with a recovery code", "用恢复代码登录");
      case PHONE_RECOVERY_ISSUED ->
          say("A linked phone heard a code for a new password", "已绑定的电话获取了重设密码的代码");
      case PHONE_RECOVERY_USED -> say("New password set by telephone", "通过电话重设了密码");
      case APP_ALLOWED -> say("App allowed", "授权了应用");
      case APP_CUT_OFF -> say("App signed out: its token was used twice", "应用已退出：令牌被重复使用");
    };
  }

  String toSecurityNews(int count) {
    return count == 1
        ? say("Something changed in how one gets into your account.", "进入你账号的方式有新动态。")
        : say(
            count + " things changed in how one gets into your account.",
            "进入你账号的方式有 " + count + " 条新动态。");
  }

  /// A browser or an app, as it was kept; "another browser" where nothing is known of it.
  String client(String text) {
    var name = UserAgent.read(text);
    if (name.browser().isEmpty()) {
      return name.system().isEmpty() ? otherBrowser() : name.system();
    }
    return name.system().isEmpty()
        ? name.browser()
        : say(name.browser() + " on " + name.system(), name.system() + " 上的 " + name.browser());
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

  String passwordWasReset() {
    return say(
        "The operator set your password and signed everything out. Choose one of your own next.",
        "管理员为你设置了密码，所有登录均已退出。请尽快改成你自己的密码。");
  }

  String reviewTitle() {
    return say("What else can get in?", "还有什么能进入你的账号？");
  }

  String reviewSentence() {
    return say(
        "Whoever knew the old password may have added some of these. Untick what is yours.",
        "知道旧密码的人可能添加了其中一些。请取消勾选属于你自己的。");
  }

  String reviewPin() {
    return say("The PIN of your calls", "通话的 PIN");
  }

  String reviewPinHint() {
    return say("You get a new one under Telephone.", "可在“电话”中领取新的 PIN。");
  }

  String reviewEnd() {
    return say("End what is ticked", "结束所选");
  }

  String reviewKeep() {
    return say("Keep everything", "全部保留");
  }

  String reviewed() {
    return say("Ended. What you see here is all that can still get in.", "已结束。这里列出的是仍能进入账号的全部方式。");
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
