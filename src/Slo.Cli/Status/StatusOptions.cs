using System.CommandLine;
using System.Text.RegularExpressions;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Status;

/// <summary>The source of status and the selected objectives.</summary>
internal sealed partial class StatusOptions
{
    private const int LargestAnswer = 64 * 1024 * 1024;

    private readonly Option<string?> _url = new("--url")
    {
        Description = "The JSON API of an app: the prefix given to MapSloApi, for example http://app/slo/api.",
        HelpName = "URL",
    };

    private readonly Option<string?> _prometheus = new("--prometheus")
    {
        Description = "A Prometheus with the generated native rules, or that scrapes the app.",
        HelpName = "URL",
    };

    private readonly Option<string[]> _header = new("--header")
    {
        Description = "A header for the request, for example 'Authorization: Bearer ${TOKEN}': ${…} is replaced from the "
            + "environment and never shown.",
        HelpName = "HEADER",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<TimeSpan?> _timeout = CommonOptions.Duration(
        "--timeout", "The time-out for a response; 10s unless stated.", mostDays: 1);

    private readonly Option<string[]> _name = new("--name", "-n")
    {
        Description = "Only this objective; may be given several times.",
        HelpName = "OBJECTIVE",
        DefaultValueFactory = _ => [],
    };

    internal void AddTo(Command verb)
    {
        verb.Add(_url);
        verb.Add(_prometheus);
        verb.Add(_header);
        verb.Add(_timeout);
        verb.Add(_name);
    }

    /// <summary>Follows no redirection: a gate is not to take a login page for an answer, nor to show its headers elsewhere.</summary>
    internal static HttpClient CreateClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { MaxResponseContentBufferSize = LargestAnswer };

    /// <exception cref="ToolException">The command line names no source, both sources, or no address.</exception>
    internal IStatusSource Source(ParseResult arguments, HttpClient client)
    {
        client.Timeout = arguments.GetValue(_timeout) ?? TimeSpan.FromSeconds(10);
        foreach (var header in arguments.GetRequiredValue(_header))
        {
            AddHeader(client, header);
        }

        return (arguments.GetValue(_url), arguments.GetValue(_prometheus)) switch
        {
            ({ } url, null) => new AppStatusSource(client, Address("--url", url)),
            (null, { } url) => new PrometheusStatusSource(client, Address("--prometheus", url)),
            _ => throw new ToolException(ExitCode.Usage, "either --url or --prometheus is required; give one of them"),
        };
    }

    /// <summary>Those objectives that are meant.</summary>
    /// <exception cref="UnansweredException">One that is named is not there.</exception>
    internal IReadOnlyList<ObjectiveStatus> Choose(ParseResult arguments, IStatusSource source, IReadOnlyList<ObjectiveStatus> all)
    {
        string[] names = arguments.GetRequiredValue(_name);
        foreach (var name in names)
        {
            if (!all.Any(status => status.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                throw new UnansweredException(
                    $"{source.Address}: has no objective '{name}'; there are: "
                        + $"{(all.Count == 0 ? "none" : string.Join(", ", all.Select(status => status.Name)))}", isThere: true);
            }
        }

        return names.Length == 0 ? all : [.. all.Where(status => names.Contains(status.Name, StringComparer.OrdinalIgnoreCase))];
    }

    private static Uri Address(string option, string text) =>
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
