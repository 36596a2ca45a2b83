using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Slo.Analyzers;

/// <summary>SLO005: a liveness path without options, in a project that adds health checks of Slo.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LivenessAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.Liveness);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        ConcurrentBag<(string Path, Location Location)> probes = [];
        ConcurrentBag<bool> additions = [];
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (call.TargetMethod.Name == "AddSlo" && call.TargetMethod.IsOurExtension()
                    && call.TargetMethod.Parameters[0].Type.Is("Microsoft.Extensions.DependencyInjection.IHealthChecksBuilder"))
                {
                    additions.Add(true);
                }
                else if (call.TargetMethod.Name == "MapHealthChecks" && call.Arguments.Of("options") is null
                    && call.TargetMethod.IsIn("Microsoft.AspNetCore.Builder.HealthCheckEndpointRouteBuilderExtensions")
                    && call.Arguments.Of("pattern") is { Value.ConstantValue: { HasValue: true, Value: string path } } pattern
                    && path.IndexOf("live", StringComparison.OrdinalIgnoreCase) >= 0)
                {
                    probes.Add((path, pattern.Syntax.GetLocation()));
                }
            },
            OperationKind.Invocation);
        context.RegisterCompilationEndAction(end =>
        {
            foreach ((string path, Location location) in additions.IsEmpty ? [] : probes)
            {
                end.ReportDiagnostic(Diagnostic.Create(Rules.Liveness, location, path));
            }
        });
    }
}
