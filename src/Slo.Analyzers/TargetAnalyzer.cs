using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Slo.Analyzers;

/// <summary>SLO001: constant targets that the builder would refuse at start.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TargetAnalyzer : DiagnosticAnalyzer
{
    // The same as the builder's: a smaller budget is a target of 100 % in disguise.
    private const decimal SmallestBudget = 0.000000000001m;

    private const string NoBudget = "leaves no error budget, so no burn rate exists; write for example TargetPercent(99.99m)";
    private const string OutOfRange = "must be at least 0 and below 100 %; write for example TargetPercent(99.9m)";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.Target);

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
        IMethodSymbol method = call.TargetMethod;
        if (method.Name is not ("TargetPercent" or "TargetRatio") || !method.IsIn("Slo.SloObjectiveBuilder")
            || call.Arguments.Length != 1 || call.Arguments[0].Value.ConstantValue is not { HasValue: true, Value: decimal value })
        {
            return;
        }

        if ((method.Name == "TargetPercent" ? FaultOfPercent(value) : FaultOfRatio(value)) is { } fault)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rules.Target, call.Arguments[0].Syntax.GetLocation(), method.Name, Text(value), fault));
        }
    }

    private static string? FaultOfPercent(decimal percent) => percent switch
    {
        < 0 or > 100 => OutOfRange,
        > 100 - (100 * SmallestBudget) => NoBudget,
        > 0 and < 1 => $"looks like a ratio; write TargetPercent({Literal(percent * 100)}), or TargetRatio({Literal(percent)})",
        _ => null,
    };

    private static string? FaultOfRatio(decimal ratio) => ratio switch
    {
        < 0 or > 100 => OutOfRange,
        1 or 100 or (> 1 - SmallestBudget and < 1) => NoBudget,
        > 1 => $"looks like a percentage; write TargetPercent({Literal(ratio)}), or TargetRatio({Literal(ratio / 100)})",
        _ => null,
    };

    private static string Text(decimal value) => value.ToString("0.#############", CultureInfo.InvariantCulture);

    private static string Literal(decimal value)
    {
        var text = Text(value);
        return text.Contains('.') ? text + "m" : text;
    }
}
