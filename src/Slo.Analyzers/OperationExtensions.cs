using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Slo.Analyzers;

/// <summary>Small questions to operations.</summary>
internal static class OperationExtensions
{
    internal static IArgumentOperation? Of(this ImmutableArray<IArgumentOperation> arguments, string parameter) =>
        arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter);

    internal static IOperation WithoutConversions(this IOperation operation)
    {
        while (operation is IConversionOperation conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    /// <summary>The call that takes this one's result as its receiver (<c>a.This().That()</c>), or null.</summary>
    internal static IInvocationOperation? NextInChain(this IOperation operation)
    {
        IOperation result = operation.WithConversionsAround();
        return result.Parent switch
        {
            IInvocationOperation next when next.Instance == result => next,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } next } argument
                when next.Arguments[0] == argument => next,
            _ => null,
        };
    }

    /// <summary>Whether the value goes nowhere: a statement of its own, or an assignment to a discard.</summary>
    internal static bool IsDiscarded(this IOperation operation)
    {
        IOperation result = operation.WithConversionsAround();
        return result.Parent switch
        {
            IExpressionStatementOperation => true,
            ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
            IConditionalAccessOperation access when access.WhenNotNull == result => access.IsDiscarded(),
            _ => false,
        };
    }

    private static IOperation WithConversionsAround(this IOperation operation)
    {
        while (operation.Parent is IConversionOperation conversion)
        {
            operation = conversion;
        }

        return operation;
    }
}
