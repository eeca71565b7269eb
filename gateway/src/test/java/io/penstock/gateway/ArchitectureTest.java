package io.penstock.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.penstock.gateway",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule LOADS_NO_ENGINE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark..", "org.duckdb..", "io.penstock.execution.spark..");

  @ArchTest
  static final ArchRule SHOWS_NO_CALCITE =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("org.apache.calcite..");

  @ArchTest
  static final ArchRule ONLY_DOORS_SPEAK_PROTOCOLS =
      noClasses()
          .that()
          .resideInAnyPackage("..query..", "..session..", "..auth..", "..config..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.arrow.flight..", "io.vertx..", "io.netty..");

  @ArchTest
  static final ArchRule HAS_NO_CYCLES =
      slices().matching("io.penstock.gateway.(*)..").should().beFreeOfCycles();
}
