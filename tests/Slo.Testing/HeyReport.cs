using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Slo.Testing;

/// <summary>What the load generator hey says that it got: responses by status code.</summary>
public sealed partial record HeyReport(IReadOnlyDictionary<int, long> Responses, string Text)
{
    private const string Program = "hey";

    public static bool IsInstalled => ServerProcess.IsInstalled(Program);

    /// <param name="cancellationToken">Ends hey too.</param>
    /// <param name="arguments">Of hey, the address last.</param>
    public static async Task<HeyReport> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using Process hey = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        try
        {
            var text = await hey.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await hey.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
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

    public static HeyReport Parse(string text) => new(
        StatusLine().Matches(text).ToDictionary(
            match => int.Parse(match.Groups["code"].Value, CultureInfo.InvariantCulture),
            match => long.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture)),
        text);

    public long Count(int status) => Responses.GetValueOrDefault(status);

    [GeneratedRegex(@"^\s*\[(?<code>\d{3})\]\s+(?<count>\d+) responses", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex StatusLine();
}
