namespace Slo.Shared;

/// <summary>Checks of a Datadog query that need no request.</summary>
internal static class DatadogQuery
{
    /// <summary>Whether it divides, and so gives a ratio instead of a number of events. Tag filters stand in braces and may hold a
    /// path.</summary>
    internal static bool Divides(string query)
    {
        var depth = 0;
        foreach (var c in query)
        {
            depth += c is '{' ? 1 : c is '}' ? -1 : 0;
            if (c == '/' && depth <= 0)
            {
                return true;
            }
        }

        return false;
    }
}
