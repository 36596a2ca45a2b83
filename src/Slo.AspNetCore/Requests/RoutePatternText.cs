using Microsoft.AspNetCore.Routing.Patterns;

namespace Slo.AspNetCore.Requests;

/// <summary>Compares a declared route with a mapped one: as written, or by its shape without constraints and defaults.</summary>
internal static class RoutePatternText
{
    internal static bool Matches(RoutePattern mapped, string declared)
    {
        var text = declared.Trim('/');
        return Same(text, mapped.RawText?.Trim('/')) || Same(text, Shape(mapped));
    }

    // {id:int} and {id?} are {id}, {**path} is {path}.
    private static string Shape(RoutePattern pattern) =>
        string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
            _ => "",
        }))));

    private static bool Same(string left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
