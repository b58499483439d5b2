package io.voicepost.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.voicepost.storage.Handle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Who may import whom, as docs and packages promise it.
@AnalyzeClasses(packages = "io.voicepost", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {
  @ArchTest
  static final ArchRule onlyTheAgiRoomKnowsAsterisk =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.voicepost.gateway.agi..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.asteriskjava..");

  @ArchTest
  static final ArchRule onlyOneRoomKnowsFfmpeg =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.voicepost.transcoder.ffmpeg..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco..");

  @ArchTest
  static final ArchRule onlyOneRoomKnowsS3 =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.voicepost.storage.audio..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon..", "org.gaul..");

  @ArchTest
  static final ArchRule onlyTheWebRoomKnowsHttp =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.voicepost.gateway.web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.linecorp..", "io.netty..", "gg.jte..");

  @ArchTest
  static final ArchRule onlyOneRoomKnowsSql =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.voicepost.storage.sql..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.jdbi..", "com.zaxxer..", "org.flywaydb..");

  @ArchTest
  static final ArchRule onlyIdentityReadsNumbers =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.voicepost.gateway.identity..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.google.i18n.phonenumbers..");

  @ArchTest
  static final ArchRule onlyTheAccessRoomKnowsPasswordsAndPasskeys =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.voicepost.gateway.access..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.password4j..", "com.webauthn4j..");

  /// The second factor stands before every session.
  @ArchTest
  static final ArchRule onlySignInsOpenSessions =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.voicepost.gateway.access.SignIns")
          .and()
          .doNotHaveFullyQualifiedName("io.voicepost.gateway.access.Tokens")
          .should()
          .callMethodWhere(
              target(name("openSession"))
                  .and(target(owner(type(io.voicepost.gateway.access.Tokens.class)))));

  @ArchTest
  static final ArchRule accessStandsOnStorageAlone =
      noClasses()
          .that()
          .resideInAPackage("io.voicepost.gateway.access..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.voicepost..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "io.voicepost.gateway.access..",
                              "io.voicepost.storage",
                              "io.voicepost.storage.access",
                              "io.voicepost.storage.sql"))));

  @ArchTest
  static final ArchRule speechKnowsHandlesAndTablesAndNothingElseOfOurs =
      noClasses()
          .that()
          .resideInAPackage("io.voicepost.gateway.speech..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.voicepost..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "io.voicepost.gateway.speech..", "io.voicepost.gateway.language")))
                  .and(not(type(Handle.class))));

  @ArchTest
  static final ArchRule apiKnowsNoPages =
      noClasses()
          .that()
          .resideInAPackage("io.voicepost.gateway.web.api..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.voicepost.gateway.web",
              "io.voicepost.gateway.web.pages..",
              "io.voicepost.gateway.web.feed..",
              "io.voicepost.gateway.web.audio..",
              "io.voicepost.gateway.web.live..");

  @ArchTest
  static final ArchRule pagesKnowNoApi =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.voicepost.gateway.web.pages..",
              "io.voicepost.gateway.web.feed..",
              "io.voicepost.gateway.web.audio..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.voicepost.gateway.web.api..");

  /// The test telephone is a tool beside the product.
  @ArchTest
  static final ArchRule onlyTheCommandCallKnowsTheTestPhone =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.voicepost.gateway.testphone..")
          .and(not(type(io.voicepost.gateway.cli.CallCommand.class)))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.voicepost.gateway.testphone..");

  @ArchTest
  static final ArchRule theTestPhoneSharesNothingWithTheService =
      noClasses()
          .that()
          .resideInAPackage("io.voicepost.gateway.testphone..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.voicepost..")
                  .and(not(resideInAPackage("io.voicepost.gateway.testphone.."))));

  @ArchTest
  static final ArchRule transcoderKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage("io.voicepost.transcoder..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.voicepost.storage..", "io.voicepost.gateway..");

  @ArchTest
  static final ArchRule storageKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage("io.voicepost.storage..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.voicepost.transcoder..", "io.voicepost.gateway..");

  @ArchTest
  static final ArchRule roomsHaveNoCircles =
      slices().matching("io.voicepost.gateway.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesHaveNoCircles =
      slices().matching("io.voicepost.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule arrowsRunDownwards =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.voicepost.gateway..")
          .withOptionalLayers(true)
          .layer("main")
          .definedBy(
              "io.voicepost.gateway", "io.voicepost.gateway.cli..", "io.voicepost.gateway.config..")
          .layer("edges")
          .definedBy("io.voicepost.gateway.agi..", "io.voicepost.gateway.web..")
          .layer("work")
          .definedBy(
              "io.voicepost.gateway.cluster..",
              "io.voicepost.gateway.call..",
              "io.voicepost.gateway.publish..",
              "io.voicepost.gateway.media..")
          .layer("rules")
          .definedBy(
              "io.voicepost.gateway.identity..",
              "io.voicepost.gateway.microblog..",
              "io.voicepost.gateway.speech..",
              "io.voicepost.gateway.replay..",
              "io.voicepost.gateway.access..")
          .layer("spool")
          .definedBy("io.voicepost.gateway.spool..", "io.voicepost.gateway.language..")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("edges")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("work")
          .mayOnlyBeAccessedByLayers("main", "edges")
          .whereLayer("rules")
          .mayOnlyBeAccessedByLayers("main", "edges", "work")
          .whereLayer("spool")
          .mayOnlyBeAccessedByLayers("main", "edges", "work", "rules");

  /// One word, one meaning: whoever searches for a type finds one.
  @ArchTest static final ArchRule noNameIsGivenTwice = classes().should(haveANameOfTheirOwn());

  /// A string that begins as a sentence does, or has a letter of a language other than English.
  private static final Pattern TEXT_FOR_PEOPLE =
      Pattern.compile("\"(?:[A-Z][a-z]+ [a-z]+ ?[^\"]*|[^\"]*[\\p{L}&&[^\\p{ASCII}]][^\"]*)\"");

  /// What people read on pages stands in the tables of `web.words`. Errors for the makers of apps
  /// (RFC 6749, section 4.1.2.1) are in English and stand where they are made.
  @Test
  void pagesHaveTheirTextsFromTables() throws IOException {
    var found = new ArrayList<String>();
    for (var room : List.of("pages", "live", "words", "audio")) {
      try (var files =
          Files.walk(Path.of("src/main/java/io/voicepost/gateway/web").resolve(room))) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          for (var line : Files.readAllLines(file)) {
            boolean code = !line.strip().startsWith("//") && !line.contains("error(");
            if (code && TEXT_FOR_PEOPLE.matcher(line).find()) {
              found.add(file.getFileName() + ": " + line.strip());
            }
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @ArchTest
  static final ArchRule nothingStaticChanges = fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule noClassOfOursInheritsFromAnother = classes().should(haveNoParentOfOurs());

  private static ArchCondition<JavaClass> haveANameOfTheirOwn() {
    return new ArchCondition<>("have a simple name that no other top-level type has") {
      private final Map<String, JavaClass> named = new HashMap<>();

      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!type.isTopLevelClass() || type.getSimpleName().equals("package-info")) {
          return;
        }
        Optional.ofNullable(named.putIfAbsent(type.getSimpleName(), type))
            .ifPresent(other ->
                events.add(
                    SimpleConditionEvent.violated(
                        type, type.getName() + " is called as " + other.getName() + " is")));
      }
    };
  }

  private static ArchCondition<JavaClass> haveNoParentOfOurs() {
    return new ArchCondition<>("have no parent of ours") {
      @Override
      public void check(JavaClass child, ConditionEvents events) {
        child
            .getRawSuperclass()
            .filter(
                parent -> parent.getPackageName().startsWith("io.voicepost") && !parent.isEnum())
            .ifPresent(parent ->
                events.add(
                    SimpleConditionEvent.violated(
                        child, child.getName() + " inherits from " + parent.getName())));
      }
    };
  }
}
