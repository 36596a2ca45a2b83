namespace Slo.Testing;

/// <summary>How scripts and texts shrink.</summary>
public static class Fewer
{
    /// <summary>The script without all, a half, a quarter and so on of its items, down to each single one.</summary>
    public static IEnumerable<T[]> Of<T>(T[] script)
    {
        ArgumentNullException.ThrowIfNull(script);
        for (var length = script.Length; length > 0; length /= 2)
        {
            for (var start = 0; start < script.Length; start += length)
            {
                yield return [.. script[..start], .. script[Math.Min(start + length, script.Length)..]];
            }
        }
    }

    /// <summary>Fewer items, and then each item as a simpler one.</summary>
    public static IEnumerable<T[]> Of<T>(T[] script, Func<T, IEnumerable<T>> simpler)
    {
        ArgumentNullException.ThrowIfNull(simpler);
        return Of(script).Concat(script.SelectMany((item, at) => simpler(item).Select(one => (T[])[.. script[..at], one, .. script[(at + 1)..]])));
    }
}
