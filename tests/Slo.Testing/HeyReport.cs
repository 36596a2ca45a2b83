using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Slo.AspNetCore.Tests;

/// <summary>What the load generator hey says that it got: responses by status code.</summary>
internal sealed partial record HeyReport(IReadOnlyDictionary<int, long> Responses, string Text)
{
    private const string Program = "hey";

    internal static bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, Program)));

    internal static async Task<HeyReport> RunAsync(Uri address, TimeSpan duration, CancellationToken cancellationToken)
    {
        using Process hey = Process.Start(new ProcessStartInfo(
            Program, ["-c", "3", "-q", "10", "-z", string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds}s"), address.ToString()])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        try
        {
            var text = await hey.StandardOutput.ReadToEndAsync(cancellationToken);
            await hey.WaitForExitAsync(cancellationToken);
            return Parse(text);
        }
        finally
        {
            if (!hey.HasExited)
            {
                hey.Kill();
            }
        }
    }

    internal static HeyReport Parse(string text) => new(
        StatusLine().Matches(text).ToDictionary(
            match => int.Parse(match.Groups["code"].Value, CultureInfo.InvariantCulture),
            match => long.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture)),
        text);

    internal long Count(int status) => Responses.GetValueOrDefault(status);

    [GeneratedRegex(@"^\s*\[(?<code>\d{3})\]\s+(?<count>\d+) responses", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex StatusLine();
}
