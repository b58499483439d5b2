package io.voicepost.gateway.web.pages;

/// The words of the settings. A part of the one message table.
record SettingsWords(PageLanguage language) {
  private String say(String english, String chinese) {
    return language.say(english, chinese);
  }

  String settings() {
    return say("Settings", "设置");
  }

  String profile() {
    return say("Profile", "个人资料");
  }

  String picture() {
    return say("Picture", "头像");
  }

  String choosePicture() {
    return say("Choose a picture", "选择图片");
  }

  String removePicture() {
    return say("Remove picture", "移除头像");
  }

  String pictureHint() {
    return say("PNG or JPEG; it is cut to a square.", "PNG 或 JPEG，会裁成正方形。");
  }

  String name() {
    return say("Name", "显示名称");
  }

  String bio() {
    return say("Bio", "简介");
  }

  String locked() {
    return say("Let each follower in myself", "关注需要我批准");
  }

  String lockedHint() {
    return say("Who wants to follow you has to ask.", "想关注你的人需要先申请。");
  }

  String preferences() {
    return say("Preferences", "偏好");
  }

  String pageLanguage() {
    return say("Language", "语言");
  }

  String asTheBrowser() {
    return say("As the browser says", "跟随浏览器");
  }

  String visibility() {
    return say("Who sees new posts", "新帖子谁可以看");
  }

  String visibilityHint() {
    return say("Also those you call in.", "电话发布的帖子也适用。");
  }

  String save() {
    return say("Save", "保存");
  }

  String saved() {
    return say("Saved.", "已保存。");
  }

  String toSecurity() {
    return say("Password, passkeys and apps", "密码、通行密钥与应用");
  }

  String getting() {
    return say("Getting in", "登录");
  }

  String badName() {
    return say("A name has 1 to 100 characters on one line.", "名称为 1 到 100 个字符，不换行。");
  }

  String badBio(int most) {
    return say("A bio has at most " + most + " characters.", "简介最多 " + most + " 个字符。");
  }

  String badPicture() {
    return say(
        "This picture cannot be used. Choose a PNG or JPEG under 2 MB.",
        "无法使用这张图片，请选择 2 MB 以内的 PNG 或 JPEG。");
  }
}
