package carnet.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/**
 * What the house promises of its own shape: arrows go one way, and there is one door to keys and to
 * names.
 */
@AnalyzeClasses(packages = "carnet", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule theJournalKnowsNothingOfOursAndCouldBeARelayAlone =
      noClasses()
          .that()
          .resideInAPackage("carnet.journal..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "carnet.vault..",
              "carnet.record..",
              "carnet.sentinel..",
              "carnet.server..",
              "org.springframework..",
              "com.google.crypto..");

  @ArchTest
  static final ArchRule theVaultKnowsNeitherFhirNorSpringNorTheSentinel =
      noClasses()
          .that()
          .resideInAPackage("carnet.vault..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "carnet.record..", "carnet.sentinel..", "carnet.server..", "org.springframework..");

  @ArchTest
  static final ArchRule theRecordKnowsNoSpringAndNoServer =
      noClasses()
          .that()
          .resideInAPackage("carnet.record..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("carnet.server..", "carnet.sentinel..", "org.springframework..");

  @ArchTest
  static final ArchRule theSentinelImportsNothingOfOurs =
      noClasses()
          .that()
          .resideInAPackage("carnet.sentinel..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "carnet.journal..",
              "carnet.vault..",
              "carnet.record..",
              "carnet.server..",
              "org.springframework..");

  @ArchTest
  static final ArchRule onlyTheRecordMakesListsThatAreDisclosed =
      noClasses()
          .that()
          .resideOutsideOfPackages("carnet.record..", "carnet.vault..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("carnet.vault.Listing");

  @ArchTest
  static final ArchRule aRecordIsReadThroughPracticeAndNoRoomTakesChartKeys =
      noClasses()
          .that()
          .resideInAPackage("carnet.server..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("carnet.vault.ChartKeys");

  @ArchTest
  static final ArchRule timeComesFromAClock =
      noClasses()
          .that()
          .resideInAnyPackage(
              "carnet.journal..", "carnet.vault..", "carnet.record..", "carnet.sentinel..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule primitivesAreTheVaultsAndSignInsAlone =
      classes()
          .that()
          .resideInAPackage("carnet.vault.crypto..")
          .should()
          .onlyBeAccessed()
          .byAnyPackage(
              "carnet.vault..",
              "carnet.server", // Settings: what a passphrase costs
              "carnet.server.client..",
              "carnet.server.story..",
              "carnet.server.unlock..",
              "carnet.server.practice..",
              "carnet.server.demo..",
              "carnet.server.continuity..");
}
