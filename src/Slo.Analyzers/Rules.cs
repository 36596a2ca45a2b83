using Microsoft.CodeAnalysis;

namespace Slo.Analyzers;

/// <summary>Every rule, in the order of docs/analyzers.md.</summary>
internal static class Rules
{
    internal const string Category = "Slo";

    internal static readonly DiagnosticDescriptor Target = new(
        "SLO001", "A target is given in the wrong unit, or leaves no error budget", "{0}({1}): {2}",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "TargetPercent wants 99.9, TargetRatio wants 0.999, and neither may reach 100 %. The app would not start. See docs/analyzers.md, SLO001.");

    internal static readonly DiagnosticDescriptor ObjectiveName = new(
        "SLO002", "An endpoint names an objective that is not declared",
        "No objective '{0}' is declared in this project, only {1}; mend the name, or declare it with AddObjective(\"{0}\", ...)",
        Category, DiagnosticSeverity.Info, isEnabledByDefault: true,
        "Requests to the endpoint would feed nothing: an unknown name is logged once and ignored. See docs/analyzers.md, SLO002.",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    internal static readonly DiagnosticDescriptor GroupValue = new(
        "SLO003", "An objective is grouped by a value without bound",
        "Groups by {0}, which has no bound: most events would fall into the common group; group by something with few values, such as the route or a known tenant",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "The number of groups is capped. A value that strangers choose, or that differs each time, fills them with noise. See docs/analyzers.md, SLO003.");

    internal static readonly DiagnosticDescriptor ClosedEndpoint = new(
        "SLO004", "Endpoints of Slo are mapped, but nobody may call them",
        "{0} answers 403 until the app says who may come in; add .RequireAuthorization() or .AllowAnonymous() to this statement",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "What Slo maps is closed unless the app opens it. See docs/analyzers.md, SLO004.");

    internal static readonly DiagnosticDescriptor Liveness = new(
        "SLO005", "A liveness probe asks health checks that follow the error budget",
        "'{0}' runs every health check, those of AddSlo included, so a spent error budget could restart the process; pass HealthCheckOptions with a Predicate that leaves out the tag \"slo\"",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "A restart does not bring budget back, and it loses what is in memory. See docs/analyzers.md, SLO005.",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    internal static readonly DiagnosticDescriptor BurnWindow = new(
        "SLO006", "A rule's short window is longer than its long one",
        "{0}: the short window {1} is longer than the long window {2}; swap them, or leave the short one out (a twelfth of the long one)",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "The short window ends an alert soon after the fault. The app would not start. See docs/analyzers.md, SLO006.");

    internal static readonly DiagnosticDescriptor DiscardedMeasurement = new(
        "SLO007", "A measurement is begun and thrown away",
        "What '{0}' returns is thrown away, so nothing is ever counted; write using var work = {0};",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "A measurement counts when it is disposed, and not before. See docs/analyzers.md, SLO007.");
}
