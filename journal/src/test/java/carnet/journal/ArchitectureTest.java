package carnet.journal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "carnet.journal", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule theJournalKnowsItselfTheJdkAndThreeLibraries =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "carnet.journal..",
              "java..",
              "javax..",
              "org.jspecify.annotations..",
              "org.bouncycastle.math.ec.rfc8032..",
              "tools.jackson..");

  @ArchTest
  static final ArchRule onlyTheStoreSpeaksSql =
      noClasses()
          .that()
          .resideOutsideOfPackage("carnet.journal.sqlite")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..");

  @ArchTest
  static final ArchRule itsRoomsHaveNoCycle =
      slices()
          .matching(
              "carnet.(journal.merkle|journal.authority|journal.verify|journal.copy|journal.exchange|journal.sqlite|journal)")
          .should()
          .beFreeOfCycles();

  @ArchTest
  static final ArchRule timeAndChanceComeByConstructor =
      noClasses()
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callConstructor(java.security.SecureRandom.class)
          .orShould()
          .callMethod(java.util.UUID.class, "randomUUID");
}
