using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Slo.Analyzers;

/// <summary>SLO003: lambdas that group by a value that is different for each request or client.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GroupValueAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.GroupValue);

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
        if (call.TargetMethod.Name is not ("GroupValue" or "GroupBy")
            || call.TargetMethod.ContainingNamespace is not { Name: "Slo", ContainingNamespace.IsGlobalNamespace: true })
        {
            return;
        }

        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Value.WithoutConversions() is IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda })
            {
                foreach (IOperation value in Returned(lambda.Body))
                {
                    if (UnboundedValue.Find(value) is { } found)
                    {
                        context.ReportDiagnostic(Diagnostic.Create(Rules.GroupValue, found.Source.Syntax.GetLocation(), found.Name));
                    }
                }
            }
        }
    }

    private static IEnumerable<IOperation> Returned(IOperation operation)
    {
        foreach (IOperation child in operation.ChildOperations)
        {
            if (child is IReturnOperation { ReturnedValue: { } value })
            {
                yield return value;
            }
            else if (child is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            {
                foreach (IOperation nested in Returned(child))
                {
                    yield return nested;
                }
            }
        }
    }
}
