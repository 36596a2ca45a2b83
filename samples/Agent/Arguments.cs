using System.Globalization;

namespace Agent;

/// <summary>The command line of <c>reliably slo agent</c>: <c>-i3</c> or <c>-i 3</c>, and <c>-m reliably.yaml</c>.</summary>
/// <param name="Interval">How often Datadog is asked.</param>
/// <param name="Manifest">The file with the objectives.</param>
internal sealed record Arguments(TimeSpan Interval, string Manifest)
{
    internal static Arguments Read(string[] arguments) => new(
        TimeSpan.FromSeconds(double.Parse(Value(arguments, "-i") ?? "300", CultureInfo.InvariantCulture)),
        Path.GetFullPath(Value(arguments, "-m") ?? Path.Combine(AppContext.BaseDirectory, "reliably.yaml")));

    private static string? Value(string[] arguments, string name)
    {
        var at = Array.FindIndex(arguments, argument => argument.StartsWith(name, StringComparison.Ordinal));
        return at < 0 ? null : arguments[at].Length > name.Length ? arguments[at][name.Length..] : arguments.ElementAtOrDefault(at + 1);
    }
}
