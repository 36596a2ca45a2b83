using System.CommandLine;
using System.Text.RegularExpressions;

namespace Slo.Cli.Infrastructure;

/// <summary>The options of requests to a server: headers and the time-out.</summary>
internal sealed partial class RequestOptions
{
    private const int LargestAnswer = 64 * 1024 * 1024;

    private readonly Option<string[]> _header = new("--header")
    {
        Description = "A header for the request, for example 'Authorization: Bearer ${TOKEN}': ${…} is replaced from the "
            + "environment and never shown.",
        HelpName = "HEADER",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<TimeSpan?> _timeout = CommonOptions.Duration(
        "--timeout", "The time-out for a response; 10s unless stated.", mostDays: 1);

    internal void AddTo(Command verb)
    {
        verb.Add(_header);
        verb.Add(_timeout);
    }

    /// <summary>Follows no redirection: a gate is not to take a login page for an answer, nor to show its headers elsewhere.</summary>
    internal static HttpClient CreateClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { MaxResponseContentBufferSize = LargestAnswer };

    /// <exception cref="ToolException">A header is none.</exception>
    internal void Configure(ParseResult arguments, HttpClient client)
    {
        client.Timeout = arguments.GetValue(_timeout) ?? TimeSpan.FromSeconds(10);
        foreach (var header in arguments.GetRequiredValue(_header))
        {
            AddHeader(client, header);
        }
    }

    /// <exception cref="ToolException">The text is no address, or shows a password.</exception>
    internal static Uri Address(string option, string text) =>
        !Uri.TryCreate(text, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https")
            ? throw new ToolException(ExitCode.Usage,
                $"{option} '{text}': must be an address with http or https, for example http://localhost:5080/slo/api")
            : address.UserInfo.Length > 0
                ? throw new ToolException(ExitCode.Usage,
                    $"{option}: contains a user or a password, which would be visible; write --header 'Authorization: Basic "
                        + $"${{CREDENTIALS}}'")
                : address;

    private static void AddHeader(HttpClient client, string header)
    {
        var colon = header.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? header : header[..colon].Trim();
        var value = Variable().Replace(colon < 0 ? "" : header[(colon + 1)..].Trim(),
            match => Environment.GetEnvironmentVariable(match.Groups[1].Value)
            ?? throw new ToolException(ExitCode.Usage, $"--header '{name}': the environment has no variable {match.Groups[1].Value}"));

        // The value may be a secret: no message repeats it.
        if (colon <= 0 || value.Length == 0 || value.AsSpan().ContainsAny('\r', '\n')
            || !client.DefaultRequestHeaders.TryAddWithoutValidation(name, value))
        {
            throw new ToolException(ExitCode.Usage, "--header: needs a name and a value, for example 'Authorization: Bearer ${TOKEN}'");
        }
    }

    [GeneratedRegex(@"\$\{(\w+)\}")]
    private static partial Regex Variable();
}
