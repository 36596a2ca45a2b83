using Microsoft.CodeAnalysis;

namespace Slo.Analyzers;

/// <summary>Every rule, in the order of docs/analyzers.md.</summary>
internal static class Rules
{
    internal const string Category = "Slo";

    internal static readonly DiagnosticDescriptor Target = new(
        "SLO001", "A target is given in the wrong unit, or leaves no error budget", "{0}({1}): {2}",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "TargetPercent takes 99.9, TargetRatio takes 0.999, and 100 % leaves no error budget. The app would not start. See "
            + "docs/analyzers.md, SLO001.");

    internal static readonly DiagnosticDescriptor ObjectiveName = new(
        "SLO002", "An endpoint names an objective that is not declared",
        "No objective '{0}' is declared in this project, only {1}; correct the name, or declare it with AddObjective(\"{0}\", ...)",
        Category, DiagnosticSeverity.Info, isEnabledByDefault: true,
        "Requests to the endpoint would not be counted for it: an unknown name is logged once and ignored. See docs/analyzers.md, SLO002.",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    internal static readonly DiagnosticDescriptor GroupValue = new(
        "SLO003", "An objective is grouped by an unbounded value",
        "Groups by {0}, which is unbounded: most events would fall into the common group; group by a value with few variants, such as the "
            + "route or a known tenant",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "The number of groups is limited. A value that clients choose, or that is different each time, fills them with noise. See "
            + "docs/analyzers.md, SLO003.");

    internal static readonly DiagnosticDescriptor ClosedEndpoint = new(
        "SLO004", "Slo endpoints are mapped without authorization",
        "{0} answers 403 until the app configures who may call it; add {1} to this statement",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "The endpoints of Slo are closed unless the app opens them. See docs/analyzers.md, SLO004.");

    internal static readonly DiagnosticDescriptor Liveness = new(
        "SLO005", "A liveness probe includes health checks of the error budget",
        "'{0}' runs every health check, including those of AddSlo, so an exhausted error budget could restart the process; pass "
            + "HealthCheckOptions with a Predicate that excludes the tag \"slo\"",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "A restart does not restore the budget, and it loses the data in memory. See docs/analyzers.md, SLO005.",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    internal static readonly DiagnosticDescriptor BurnWindow = new(
        "SLO006", "The short window of a rule is longer than its long window",
        "{0}: the short window {1} is longer than the long window {2}; swap them, or omit the short one (default: a twelfth of the long "
            + "one)",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "The short window ends an alert soon after the fault. The app would not start. See docs/analyzers.md, SLO006.");

    internal static readonly DiagnosticDescriptor DiscardedMeasurement = new(
        "SLO007", "A started measurement is discarded",
        "The result of '{0}' is discarded, so nothing is counted; write using var work = {0};",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "A measurement counts when it is disposed. See docs/analyzers.md, SLO007.");

    internal static readonly DiagnosticDescriptor UnmarkedMeasurement = new(
        "SLO008", "A measurement is never marked good",
        "'{0}' is never marked good, so each event that it counts is bad; call {0}.MarkGood() where the work has succeeded",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "Dispose cannot see whether an exception is leaving the scope, so work counts as good only if it was marked good. See "
            + "docs/analyzers.md, SLO008.");
}
