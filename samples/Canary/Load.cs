using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Canary;

/// <summary>Sends requests at a constant rate: with hey if it is installed, otherwise with a client of the sample.</summary>
internal static partial class Load
{
    private const int Users = 10;

    // The time that a slow machine may need in addition.
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(30);

    /// <summary>The name of the program that sends the requests.</summary>
    internal static string Sender => ServerProgram.Find("hey") is null ? "the sample (hey is not installed)" : "hey";

    internal static async Task<LoadResult> SendAsync(Uri address, int perSecond, TimeSpan time, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter((2 * time) + Reserve);
        var each = (int)(perSecond * time.TotalSeconds) / Users;
        return ServerProgram.Find("hey") is { } hey
            ? await HeyAsync(hey, address, (double)perSecond / Users, each, limit.Token)
            : await OwnAsync(address, time, each, limit.Token);
    }

    private static async Task<LoadResult> HeyAsync(string program, Uri address, double perSecond, int each, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "-n", (each * Users).ToString(CultureInfo.InvariantCulture), "-c", Users.ToString(CultureInfo.InvariantCulture),
            "-q", perSecond.ToString(CultureInfo.InvariantCulture), "-t", "5", address.ToString(),
        ];
        using Process hey = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        try
        {
            var text = await hey.StandardOutput.ReadToEndAsync(cancellation);
            await hey.WaitForExitAsync(cancellation);
            var good = StatusLine().Matches(text).Where(line => line.Groups["code"].Value == "200")
                .Sum(line => int.Parse(line.Groups["count"].Value, CultureInfo.InvariantCulture));
            return new LoadResult(each * Users, (each * Users) - good);
        }
        finally
        {
            if (!hey.HasExited)
            {
                hey.Kill();
                await hey.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private static async Task<LoadResult> OwnAsync(Uri address, TimeSpan time, int each, CancellationToken cancellation)
    {
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
        var failed = await Task.WhenAll(Enumerable.Range(0, Users).Select(_ => UserAsync(http, address, time, each, cancellation)));
        return new LoadResult(each * Users, failed.Sum());
    }

    private static async Task<int> UserAsync(HttpClient http, Uri address, TimeSpan time, int requests, CancellationToken cancellation)
    {
        var failed = 0;
        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < requests; i++)
        {
            TimeSpan wait = (time * i / requests) - TimeProvider.System.GetElapsedTime(started);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, TimeProvider.System, cancellation);
            }

            try
            {
                using HttpResponseMessage response = await http.GetAsync(address, cancellation);
                failed += response.IsSuccessStatusCode ? 0 : 1;
            }
            catch (Exception exception) when (
                exception is HttpRequestException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                failed++;
            }
        }

        return failed;
    }

    [GeneratedRegex(@"^\s*\[(?<code>\d{3})\]\s+(?<count>\d+) responses", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex StatusLine();
}
