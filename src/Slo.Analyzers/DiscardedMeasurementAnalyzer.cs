using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Slo.Analyzers;

/// <summary>SLO007: timed work that is never completed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DiscardedMeasurementAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.DiscardedMeasurement);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Analyze, OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name != "Start" || !call.TargetMethod.IsIn("Slo.SloTracker"))
        {
            return;
        }

        // tracker.Start().MarkBad(); ends nothing either.
        IInvocationOperation last = call.NextInChain() is { TargetMethod.Name: "MarkGood" or "MarkBad" or "MarkIgnored" } mark
            ? mark : call;
        if (last.IsDiscarded())
        {
            // The whole statement's call, its receiver included: with a?.Start() the call itself is only .Start().
            SyntaxNode syntax = call.Parent is IConditionalAccessOperation access ? access.Syntax : call.Syntax;
            context.ReportDiagnostic(Diagnostic.Create(Rules.DiscardedMeasurement, syntax.GetLocation(), syntax.ToString()));
        }
    }
}
