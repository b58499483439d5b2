package io.voicepost.gateway.speech;

/// Every sentence that the service can say, with the three-digit number by which an operator finds
/// it to record it anew. A number once given is never changed or given again. The texts are in
/// `asterisk-conf/prompts`, one table a language.
public enum Prompt {
  // Coming in, and going.
  WELCOME(101),
  LANGUAGE_CHANGED(104),
  LANGUAGE_BY_KEY(105),
  LINE_CLOSED(110),
  MEMBERS_ONLY(111),
  INVITED_ONLY(112),
  TOO_MANY_CALLS(113),
  NO_MINUTES_LEFT(114),
  LINE_BUSY(115),
  CALL_TOO_LONG(116),
  GOODBYE(120),
  STILL_THERE(121),
  NO_SUCH_KEY(122),
  PLEASE_WAIT(123),
  OUT_OF_ORDER(124),
  NEEDS_ACCOUNT(125),
  NOT_POSSIBLE(126),

  // Speaking.
  SPEAK_NOW(201),
  SAVED(202),
  SAVED_SO_FAR(203),
  TOO_SHORT(204),
  NOTHING_HEARD(205),
  NOT_SAVED(206),
  FALLBACK_WELCOME(208),
  LIMIT_REACHED(209),
  NO_ROOM_TO_ADD(210),
  ADD_NOW(211),
  CANNOT_HEAR(212),

  // After the recording.
  REVIEW_POST(220),
  REVIEW_DRAFT(221),
  REVIEW_DROP(222),
  REVIEW_HELD(223),
  REVIEW_KEYS(224),
  POSTED(230),
  POSTED_KEYS(231),
  AWAITS_APPROVAL(232),
  AWAITS_MODERATION(233),
  KEPT_AS_DRAFT(234),
  KEPT_UNTIL_KNOWN(235),
  THROWN_AWAY(236),
  NO_VOICE_HEARD(237),
  TAKEN_DOWN(240),
  NOTHING_TO_TAKE_DOWN(241),

  // Drafts.
  DRAFT_OFFER(250),
  DRAFT_KEYS(251),
  NO_DRAFTS(252),
  LAST_DRAFT(253),

  // The main menu, item by item.
  MAIN_MENU(301),
  MENU_SPEAK(302),
  MENU_FOLLOWED(303),
  MENU_LINE(304),
  MENU_INBOX(305),
  MENU_DRAFTS(306),
  MENU_LINK(307),
  MENU_LANGUAGE(308),
  MENU_UNDO(309),
  MENU_OPERATOR(310),
  MENU_AGAIN(311),
  MENU_PASSWORD(312),

  // Callers whose number nobody knows.
  STRANGER(320),
  STRANGER_WITHHELD(321),
  STRANGER_LINK(322),
  STRANGER_OPEN(323),
  STRANGER_SPEAK(324),
  STRANGER_NAME(325),

  // Listening.
  LISTEN_HINT(401),
  LISTEN_KEYS(402),
  LISTEN_MORE_KEYS(403),
  LISTEN_LAST_KEYS(404),
  FOLLOWS_NOBODY(410),
  NOBODY_SPOKE(411),
  LINE_EMPTY(412),
  NEWEST_POST(413),
  LAST_POST(414),
  PAUSED(420),
  SPEED_NORMAL(421),
  SPEED_FASTER(422),
  SPEED_FASTEST(423),
  LIKED(430),
  UNLIKED(431),
  REPOSTED(432),
  REPOST_UNDONE(433),
  FOLLOWED(434),
  UNFOLLOWED(435),
  OWN_POST(436),
  FOLLOW_ASKED(437),
  REPLY_NOW(440),
  POST_GONE(450),
  POST_UNPLAYABLE(451),

  // The inbox.
  NO_POSTS_YET(501),
  NOBODY_HEARD_YET(502),
  NO_REPLIES(503),
  LAST_REPLY(504),

  // The PIN.
  PIN_PLEASE(601),
  PIN_SIX_DIGITS(602),
  PIN_WRONG(603),
  PIN_LOCKED(604),
  PIN_RIGHT(605),
  PIN_UNSET(606),
  NUMBER_PLEASE(610),

  // Linking a phone, and opening an account.
  CODE_PLEASE(620),
  CODE_WRONG(621),
  CODE_LOCKED(622),
  LINK_WITHHELD(623),
  TERMS(630),
  TERMS_AGREE(631),
  NOT_OPENED(632),
  SIGN_UP_CLOSED(633),
  CLAIM_ON_WEB(634),
  PASSWORD_ON_WEB(635),

  // The operator's prompts.
  PROMPT_NUMBER_PLEASE(701),
  NO_SUCH_PROMPT(702),
  PROMPT_NOW(703),
  PROMPT_RECORD(704),
  PROMPT_REVIEW(705),
  PROMPT_REPLACED(706),
  PROMPT_UNCHANGED(707),
  PROMPT_KEYS(708),
  PROMPT_RESTORED(709);

  private final int number;

  Prompt(int number) {
    this.number = number;
  }

  /// What an operator keys in, 100 to 799.
  public int number() {
    return number;
  }

  public SoundFile sound() {
    return SoundFile.of(this);
  }

  /// The name of its sound, and its key in the tables of texts.
  public String key() {
    return sound().name();
  }
}
