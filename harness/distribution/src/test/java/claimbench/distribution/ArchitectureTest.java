package claimbench.distribution;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The directions of dependency that the design draws, over the classes of every module. */
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter().importPackages("claimbench");

    private static final DescribedPredicate<JavaClass> OURS =
            JavaClass.Predicates.resideInAPackage("claimbench..").as("ours");

    @Test
    void everyModuleIsLookedAt() {
        Set<String> modules = ALL.stream()
                .map(type -> type.getPackageName().split("\\.", -1)[1])
                .filter(module -> !module.equals("distribution"))
                .collect(Collectors.toSet());
        assertThat(modules)
                .containsExactlyInAnyOrder(
                        "contract",
                        "kit",
                        "runtime",
                        "http",
                        "loop",
                        "upstream",
                        "database",
                        "jdbc",
                        "platformthreads",
                        "virtualthreads",
                        "eventloop",
                        "reactive",
                        "controls",
                        "load",
                        "micro",
                        "semantics",
                        "dashboards",
                        "harness");
    }

    @Test
    void contractDependsOnNothingElseOfOurs() {
        classes()
                .that()
                .resideInAPackage("claimbench.contract..")
                .should()
                .onlyDependOnClassesThat(
                        DescribedPredicate.not(OURS).or(JavaClass.Predicates.resideInAPackage("claimbench.contract..")))
                .check(ALL);
    }

    @Test
    void theKitKnowsTheContractAndNoServer() {
        classes()
                .that()
                .resideInAPackage("claimbench.kit..")
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(OURS)
                        .or(JavaClass.Predicates.resideInAnyPackage("claimbench.kit..", "claimbench.contract..")))
                .check(ALL);
    }

    @Test
    void loopDependsOnNothingElseOfOursAndKnowsNoHttp() {
        classes()
                .that()
                .resideInAPackage("claimbench.loop..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("claimbench.loop..", "java..", "jdk.internal.vm..", "org.slf4j..", "org.jspecify..")
                .check(ALL);
    }

    @Test
    void oneClassAloneTouchesTheContinuation() {
        Set<String> users = ALL.stream()
                .filter(type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency ->
                                dependency.getTargetClass().getName().startsWith("jdk.internal.vm.Continuation")))
                .map(type -> type.getName().replaceAll("\\$.*", ""))
                .collect(Collectors.toSet());
        assertThat(users).hasSize(1);
    }

    @Test
    void programsKnowTheLoopAndNoServer() {
        classes()
                .that()
                .resideInAPackage("claimbench.semantics..")
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(OURS)
                        .or(JavaClass.Predicates.resideInAnyPackage(
                                "claimbench.semantics..", "claimbench.contract..", "claimbench.loop..")))
                .check(ALL);
    }

    @Test
    void harnessNeverCompilesAgainstAServer() {
        noClasses()
                .that()
                .resideInAPackage("claimbench.harness..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "claimbench.http..",
                        "claimbench.kit..",
                        "claimbench.loop..",
                        "claimbench.semantics..",
                        "claimbench.upstream..",
                        "claimbench.database..",
                        "claimbench.jdbc..",
                        "claimbench.platformthreads..",
                        "claimbench.virtualthreads..",
                        "claimbench.eventloop..",
                        "claimbench.reactive..",
                        "claimbench.controls..")
                .check(ALL);
    }

    @Test
    void scenariosKnowTheContractAndNoServer() {
        classes()
                .that()
                .resideInAPackage("claimbench.load..")
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(OURS)
                        .or(JavaClass.Predicates.resideInAnyPackage(
                                "claimbench.load..", "claimbench.contract..", "claimbench.runtime..")))
                .check(ALL);
    }

    @Test
    void theCodecKnowsTheContractAndNoModel() {
        classes()
                .that()
                .resideInAPackage("claimbench.http..")
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(OURS)
                        .or(JavaClass.Predicates.resideInAnyPackage(
                                "claimbench.http..", "claimbench.contract..", "claimbench.runtime..")))
                .check(ALL);
    }

    @Test
    void harnessUsesNothingOfGatlings() {
        noClasses()
                .that()
                .resideInAPackage("claimbench.harness..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.gatling..", "scala..")
                .check(ALL);
    }

    /** Commands hand it to the runner, which takes whatever counts a log, or print it; a step of the performance counts by it. */
    @Test
    void onePackageAloneKnowsGatlingsLog() {
        noClasses()
                .that()
                .resideInAPackage("claimbench.harness..")
                .and()
                .resideOutsideOfPackages(
                        "claimbench.harness.gatlinglog", "claimbench.harness.cli", "claimbench.harness.performance")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("claimbench.harness.gatlinglog")
                .check(ALL);
    }

    @Test
    void gatlingsLogIsReadWithoutARun() {
        noClasses()
                .that()
                .resideInAPackage("claimbench.harness.gatlinglog")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("claimbench.harness.run", "claimbench.harness.claim", "claimbench.harness.report")
                .check(ALL);
    }

    @Test
    void nothingDependsOnTheHarness() {
        noClasses()
                .that()
                .resideOutsideOfPackages("claimbench.harness..", "claimbench.distribution..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("claimbench.harness..")
                .check(ALL);
    }

    @Test
    void targetsDoNotKnowEachOther() {
        SlicesRuleDefinition.slices()
                .matching("claimbench.(platformthreads|virtualthreads|eventloop|reactive|controls|upstream|database)..")
                .should()
                .notDependOnEachOther()
                .check(ALL);
    }

    @Test
    void reactiveDoesNotUseTheSharedCodec() {
        noClasses()
                .that()
                .resideInAnyPackage("claimbench.reactive..", "claimbench.upstream..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("claimbench.http..", "claimbench.loop..")
                .check(ALL);
    }

    @Test
    void statisticsImportNothingOfOurs() {
        classes()
                .that()
                .resideInAPackage("claimbench.harness.stats..")
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(OURS)
                        .or(JavaClass.Predicates.resideInAPackage("claimbench.harness.stats..")))
                .check(ALL);
    }

    @Test
    void storedRunsCanBeJudgedAgainSinceRunningKnowsNoJudging() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "claimbench.harness.run..", "claimbench.harness.result..", "claimbench.harness.experiment..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "claimbench.harness.claim..", "claimbench.harness.report..", "claimbench.harness.cli..")
                .check(ALL);
    }

    @Test
    void packagesOfTheHarnessHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("claimbench.harness.(*)..")
                .should()
                .beFreeOfCycles()
                .check(ALL);
    }
}
