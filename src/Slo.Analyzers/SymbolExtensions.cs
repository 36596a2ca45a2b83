using Microsoft.CodeAnalysis;

namespace Slo.Analyzers;

/// <summary>
/// Recognises what is declared by Slo and ASP.NET Core, by name: no reference to them is needed, whichever of them a project has.
/// </summary>
internal static class SymbolExtensions
{
    internal static bool Is(this ITypeSymbol? type, string fullName) =>
        type is { ContainingNamespace: { } space } && fullName.EndsWith(type.Name, StringComparison.Ordinal)
        && fullName == space.ToDisplayString() + "." + type.Name;

    internal static bool IsIn(this ISymbol symbol, string typeName) => symbol.ContainingType.Is(typeName);

    /// <summary>
    /// Whether the method belongs to a class of ours that extends others: Slo...Extensions, in the extended type's namespace.
    /// </summary>
    internal static bool IsOurExtension(this IMethodSymbol method) =>
        method.IsExtensionMethod && method.ContainingType is { } type && type.Name.StartsWith("Slo", StringComparison.Ordinal);
}
