package io.voicepost.gateway.cli;

import io.voicepost.gateway.Stores;
import io.voicepost.gateway.access.AuditLog;
import io.voicepost.gateway.access.SecurityEvent;
import io.voicepost.gateway.access.SignUpProblem;
import io.voicepost.gateway.cluster.AnnouncementRelay;
import io.voicepost.gateway.config.GatewayConfig;
import io.voicepost.gateway.identity.PhoneNumber;
import io.voicepost.storage.Account;
import io.voicepost.storage.Handle;
import io.voicepost.storage.HandleTakenException;
import io.voicepost.storage.PhoneTakenException;
import io.voicepost.storage.Role;
import io.voicepost.storage.access.SecurityNotice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "account", description = "Accounts and the phones linked to them.")
final class AccountCommand implements Runnable {
  private static final int PAGE = 100;

  @ParentCommand private Main main = new Main();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "add, list, link, unlink, password, remove-factor, role, verify or unverify?");
  }

  @Command(description = "Make an account, with the phones that post to it.")
  void add(
      @Parameters(paramLabel = "HANDLE", description = "1 to 30 of a-z, 0-9 and _") String handle,
      @Option(names = "--name", required = true, description = "the name that people read")
          String name,
      @Option(names = "--phone", paramLabel = "NUMBER", description = "may be given several times")
          List<String> phones)
      throws Exception {
    var config = main.config();
    var wanted = handle(handle);
    var numbers = numbers(config, phones);
    try (var stores = Stores.attach(config)) {
      for (var number : numbers) {
        if (stores.directory().owner(config.vault().seal(number)).isPresent()) {
          throw new CommandException(number.masked() + " is linked to an account already");
        }
      }
      var account = stores.accounts().create(wanted, name);
      for (var number : numbers) {
        stores.accounts().linkPhone(account.id(), config.vault().seal(number));
      }
      tell("@%s can be called for.%s", account.handle(), phonesOf(stores, config, account));
    } catch (HandleTakenException | PhoneTakenException | IllegalArgumentException e) {
      throw new CommandException(e);
    }
  }

  @Command(description = "All accounts, with their phones, masked.")
  void list() throws Exception {
    var config = main.config();
    try (var stores = Stores.attach(config)) {
      var page = stores.accounts().list(Optional.empty(), PAGE);
      if (page.isEmpty()) {
        tell("There is no account yet. Make one: voicepost account add HANDLE --name NAME");
      }
      while (!page.isEmpty()) {
        for (var account : page) {
          tell(
              "%-20s %s%s%s",
              "@" + account.handle(),
              account.displayName(),
              account.verified() ? "  verified" : "",
              phonesOf(stores, config, account));
        }
        page = stores.accounts().list(Optional.of(page.getLast().handle()), PAGE);
      }
    }
  }

  @Command(description = "Link one more phone to an account.")
  void link(
      @Parameters(paramLabel = "HANDLE") String handle,
      @Parameters(paramLabel = "NUMBER") String phone)
      throws Exception {
    var config = main.config();
    var number = numbers(config, List.of(phone)).getFirst();
    try (var stores = Stores.attach(config)) {
      var account = account(stores, handle);
      stores.accounts().linkPhone(account.id(), config.vault().seal(number));
      AuditLog.note(SecurityEvent.PHONE_LINKED, account.id(), Role.OPERATOR);
      tell("@%s has the phone %s.", account.handle(), number.masked());
    } catch (PhoneTakenException e) {
      throw new CommandException(e);
    }
  }

  @Command(description = "Remove a phone from an account.")
  void unlink(
      @Parameters(paramLabel = "HANDLE") String handle,
      @Parameters(paramLabel = "NUMBER") String phone)
      throws Exception {
    var config = main.config();
    var number = numbers(config, List.of(phone)).getFirst();
    try (var stores = Stores.attach(config)) {
      var account = account(stores, handle);
      var key = config.vault().key(number);
      if (!stores.telephone().phones().remove(account.id(), key, Role.OPERATOR)) {
        throw new CommandException("@" + account.handle() + " does not have that phone");
      }
      tell("@%s no longer has the phone %s.", account.handle(), number.masked());
    }
  }

  @Command(description = "Set an account's password and sign it out everywhere.")
  void password(
      @Parameters(paramLabel = "HANDLE") String handle,
      @Option(names = "--end-passkeys", description = "remove its passkeys, too")
          boolean endPasskeys,
      @Option(names = "--end-phones", description = "unlink its phones and remove its PIN, too")
          boolean endPhones)
      throws Exception {
    var config = main.config();
    try (var stores = Stores.attach(config);
        var _ = AnnouncementRelay.tell(stores.database(), stores.microblog().announcements())) {
      var account = account(stores, handle);
      var problem = stores.access().passwords().reset(account, PasswordPrompt.read());
      if (problem.isPresent()) {
        throw new CommandException("this password cannot be used: " + words(problem.get()));
      }
      stores.access().notices().tell(account.id(), SecurityNotice.NoticeKind.PASSWORD_RESET, "");
      tell("@%s has a new password and is signed out everywhere.", account.handle());
      if (endPasskeys) {
        endPasskeys(stores, account);
      }
      if (endPhones) {
        endPhones(stores, account);
      }
      int passkeys = stores.access().passkeys().list(account.id()).size();
      int phones = stores.accounts().phones(account.id()).size();
      if (passkeys + phones > 0) {
        tell(
            "What can still get in: passkeys %d, phones %d. Its owner is asked about them;"
                + " --end-passkeys and --end-phones end them now.",
            passkeys, phones);
      }
    }
  }

  private static void endPasskeys(Stores stores, Account account) throws IOException {
    for (var passkey : stores.access().passkeys().list(account.id())) {
      if (stores.access().passkeys().remove(account.id(), passkey.credentialId())) {
        stores.access().notices().tell(account.id(), SecurityNotice.NoticeKind.PASSKEY_REMOVED, "");
      }
    }
  }

  private static void endPhones(Stores stores, Account account) throws IOException {
    for (var phone : stores.accounts().phones(account.id())) {
      stores.telephone().phones().remove(account.id(), phone.key(), Role.OPERATOR);
    }
    stores.telephone().pins().remove(account.id());
  }

  @Command(
      name = "remove-factor",
      description = "Let an account in without its authenticator app, which its owner lost.")
  void removeFactor(@Parameters(paramLabel = "HANDLE") String handle) throws Exception {
    try (var stores = Stores.attach(main.config())) {
      var account = account(stores, handle);
      if (!stores.access().secondFactors().remove(account.id(), "")) {
        throw new CommandException("@" + account.handle() + " has no second factor");
      }
      tell("@%s signs in with the password alone.", account.handle());
    }
  }

  @Command(description = "Say what an account may do beside posting; operators record prompts.")
  void role(
      @Parameters(paramLabel = "HANDLE") String handle,
      @Parameters(paramLabel = "ROLE", description = "user, moderator or operator") String role)
      throws Exception {
    var wanted = role(role);
    try (var stores = Stores.attach(main.config())) {
      var account = account(stores, handle);
      stores.accounts().appoint(account.id(), wanted, account.verified());
      AuditLog.note(SecurityEvent.ROLE_CHANGED, account.id(), wanted);
      tell("@%s has the role %s.", account.handle(), LineFormat.lower(wanted));
    }
  }

  @Command(description = "Vouch for an account: its name has a mark wherever it is read.")
  void verify(@Parameters(paramLabel = "HANDLE") String handle) throws Exception {
    vouch(handle, true);
    tell("@%s is verified.", handle(handle));
  }

  @Command(description = "Vouch for an account no longer.")
  void unverify(@Parameters(paramLabel = "HANDLE") String handle) throws Exception {
    vouch(handle, false);
    tell("@%s is not verified any more.", handle(handle));
  }

  private void vouch(String handle, boolean verified) throws Exception {
    try (var stores = Stores.attach(main.config())) {
      var account = account(stores, handle);
      stores.accounts().appoint(account.id(), account.role(), verified);
      AuditLog.note(
          verified ? SecurityEvent.ACCOUNT_VERIFIED : SecurityEvent.ACCOUNT_UNVERIFIED,
          account.id(),
          Role.OPERATOR);
    }
  }

  private static Role role(String text) throws CommandException {
    for (var role : Role.values()) {
      if (LineFormat.lower(role).equals(text)) {
        return role;
      }
    }
    throw new CommandException("a role is user, moderator or operator, not " + text);
  }

  private static String words(SignUpProblem problem) {
    return problem.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static Account account(Stores stores, String handle) throws CommandException, IOException {
    return stores
        .accounts()
        .byHandle(handle(handle))
        .orElseThrow(() -> new CommandException("there is no account @" + handle));
  }

  private static Handle handle(String text) throws CommandException {
    try {
      return new Handle(text.startsWith("@") ? text.substring(1) : text);
    } catch (IllegalArgumentException e) {
      throw new CommandException(e);
    }
  }

  private static List<PhoneNumber> numbers(GatewayConfig config, List<String> phones)
      throws CommandException {
    var numbers = new ArrayList<PhoneNumber>();
    for (var phone : phones == null ? List.<String>of() : phones) {
      numbers.add(
          PhoneNumber.parse(phone, config.line().region())
              .orElseThrow(() ->
                  new CommandException(
                      "not a phone number; give it as +, country code and digits, or as dialled in "
                          + config.line().region())));
    }
    return numbers;
  }

  private static String phonesOf(Stores stores, GatewayConfig config, Account account)
      throws IOException {
    var text = new StringBuilder();
    for (var phone : stores.accounts().phones(account.id())) {
      text.append("  ").append(config.vault().open(phone.number()).masked());
    }
    return text.toString();
  }

  private void tell(String format, Object... values) {
    spec.commandLine().getOut().printf(format + "%n", values);
  }
}
