using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Slo.Analyzers;

/// <summary>SLO008: a measurement that is kept in a local variable and never marked good, so that it only ever counts bad events.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnmarkedMeasurementAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.UnmarkedMeasurement);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationBlockAction(Analyze);
    }

    private static void Analyze(OperationBlockAnalysisContext context)
    {
        foreach (IOperation block in context.OperationBlocks)
        {
            foreach (IOperation operation in block.Descendants())
            {
                if (operation is IInvocationOperation { TargetMethod.Name: "Start" } call
                    && call.TargetMethod.IsIn("Slo.SloTracker")
                    && call.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }
                    && block.Descendants().OfType<ILocalReferenceOperation>()
                        .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Local, declarator.Symbol))
                        .All(CannotMarkGood))
                {
                    context.ReportDiagnostic(Diagnostic.Create(
                        Rules.UnmarkedMeasurement, declarator.Syntax.GetLocation(), declarator.Symbol.Name));
                }
            }
        }
    }

    // A measurement that is handed on may be marked elsewhere.
    private static bool CannotMarkGood(ILocalReferenceOperation reference) => reference.Parent switch
    {
        IInvocationOperation { TargetMethod.Name: "MarkBad" or "MarkIgnored" or "Dispose" } call => call.Instance == reference,
        IPropertyReferenceOperation property => property.Instance == reference,
        _ => false,
    };
}
