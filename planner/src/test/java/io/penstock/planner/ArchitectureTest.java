package io.penstock.planner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The house's rules for this module, STYLE section 1. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.penstock.planner");

  @Test
  void knowsNoEngineServerOrCloud() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.spark..",
            "io.netty..",
            "io.grpc..",
            "org.apache.arrow.flight..",
            "com.amazonaws..",
            "software.amazon..",
            "com.azure..",
            "io.penstock.gateway..",
            "io.penstock.execution.warehouses..")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.penstock.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyTheCatalogReadsLogsAndTheControlStore() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.penstock.planner.catalog")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.delta..", "java.sql..", "java.nio.file..")
        .check(CLASSES);
  }
}
