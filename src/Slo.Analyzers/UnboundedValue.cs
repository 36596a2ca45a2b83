using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Slo.Analyzers;

/// <summary>
/// Follows a value back to where it comes from, through what keeps it as many-valued as it was, and through nothing else.
/// </summary>
/// <remarks>A look-up by the value, or a condition on it, bounds it again: those are not followed.</remarks>
internal static class UnboundedValue
{
    internal static (IOperation Source, string Name)? Find(IOperation? value) => value switch
    {
        null => null,
        IConversionOperation conversion => Find(conversion.Operand),
        ICoalesceOperation coalesce => Find(coalesce.Value) ?? Find(coalesce.WhenNull),
        IConditionalOperation choice => Find(choice.WhenTrue) ?? Find(choice.WhenFalse),
        ISwitchExpressionOperation choice => First(choice.Arms.Select(arm => arm.Value)),
        IInterpolatedStringOperation text => First(text.Parts.OfType<IInterpolationOperation>().Select(part => part.Expression)),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => Find(sum.LeftOperand) ?? Find(sum.RightOperand),
        IConditionalAccessOperation access => Find(access.WhenNotNull),
        IConditionalAccessInstanceOperation instance => Find(Receiver(instance)),
        IInvocationOperation { TargetMethod: { Name: "NewGuid", IsStatic: true } method } call when method.IsIn("System.Guid") => (call,
            "Guid.NewGuid()"),
        IInvocationOperation { Instance: { } instance, TargetMethod: var method } when KeepsValues(method) => Find(instance),
        IPropertyReferenceOperation { Instance: { } instance, Property: var property } reference =>
            NameOf(property) is { } name ? (reference, name) : KeepsValues(property) ? Find(instance) : null,
        _ => null,
    };

    private static (IOperation, string)? First(IEnumerable<IOperation> values) =>
        values.Select(Find).FirstOrDefault(found => found is not null);

    private static string? NameOf(IPropertySymbol property) => property.Name switch
    {
        "Path" or "QueryString" or "Host" when property.IsIn("Microsoft.AspNetCore.Http.HttpRequest") => "Request." + property.Name,
        "TraceIdentifier" when property.IsIn("Microsoft.AspNetCore.Http.HttpContext") => "TraceIdentifier",
        "RemoteIpAddress" when property.IsIn("Microsoft.AspNetCore.Http.ConnectionInfo") => "Connection.RemoteIpAddress",
        _ => null,
    };

    private static bool KeepsValues(IMethodSymbol method) => method.Name is "ToString" or "ToUriComponent" or "Substring"
        || method.Name.StartsWith("ToLower", StringComparison.Ordinal) || method.Name.StartsWith("ToUpper", StringComparison.Ordinal)
        || method.Name.StartsWith("Trim", StringComparison.Ordinal) || method.Name.StartsWith("MapTo", StringComparison.Ordinal);

    private static bool KeepsValues(IPropertySymbol property) => property.Name is "Value" or "Host"
        && (property.IsIn("Microsoft.AspNetCore.Http.PathString") || property.IsIn("Microsoft.AspNetCore.Http.QueryString")
            || property.IsIn("Microsoft.AspNetCore.Http.HostString"));

    // In a?.B the operation B hangs on a placeholder; what it stands for is found by going up.
    private static IOperation? Receiver(IOperation placeholder)
    {
        for (IOperation child = placeholder; child.Parent is { } parent; child = parent)
        {
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == child)
            {
                return access.Operation;
            }
        }

        return null;
    }
}
