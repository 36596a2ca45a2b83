using System.CommandLine;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Status;

/// <summary>The source of status and the selected objectives.</summary>
internal sealed class StatusOptions
{
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

    private readonly RequestOptions _request = new();

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
        _request.AddTo(verb);
        verb.Add(_name);
    }

    /// <exception cref="ToolException">The command line names no source, both sources, or no address.</exception>
    internal IStatusSource Source(ParseResult arguments, HttpClient client)
    {
        _request.Configure(arguments, client);
        return (arguments.GetValue(_url), arguments.GetValue(_prometheus)) switch
        {
            ({ } url, null) => new AppStatusSource(client, RequestOptions.Address("--url", url)),
            (null, { } url) => new PrometheusStatusSource(client, RequestOptions.Address("--prometheus", url)),
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
}
