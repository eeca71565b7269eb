package io.penstock.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static JavaClasses classes;

  @BeforeAll
  static void imports() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.penstock.gateway");
    assertThat(classes).isNotEmpty();
  }

  @Test
  void loadsNoEngineAndShowsNoCalcite() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.spark..",
            "org.duckdb..",
            "io.penstock.execution.spark..",
            "org.apache.calcite..")
        .check(classes);
  }

  @Test
  void onlyDoorsSpeakProtocols() {
    noClasses()
        .that()
        .resideInAnyPackage("..query..", "..session..", "..auth..", "..config..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.arrow.flight..", "io.vertx..", "io.netty..")
        .check(classes);
  }

  @Test
  void hasNoCyclesOfPackages() {
    slices().matching("io.penstock.gateway.(*)..").should().beFreeOfCycles().check(classes);
  }
}
