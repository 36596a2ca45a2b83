using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Slo.Analyzers;

/// <summary>SLO006: rules whose windows are the wrong way round.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BurnWindowAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.BurnWindow);

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
        if (call.TargetMethod.Name is "BurnRateRule" or "BudgetRule" && call.TargetMethod.IsIn("Slo.SloObjectiveBuilder")
            && call.Arguments.Of("longWindow") is { } longer && call.Arguments.Of("shortWindow") is { } shorter
            && ConstantDuration.Ticks(longer.Value) is { } longTicks && ConstantDuration.Ticks(shorter.Value) is { } shortTicks
            && shortTicks > longTicks)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rules.BurnWindow, shorter.Syntax.GetLocation(), call.TargetMethod.Name, Text(shorter), Text(longer)));
        }
    }

    private static string Text(IArgumentOperation argument) => argument.Value.WithoutConversions().Syntax.ToString();
}
