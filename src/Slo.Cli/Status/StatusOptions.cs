using System.CommandLine;
using Slo.Cli.Definitions;
using Slo.Cli.History;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Status;

/// <summary>The source of status and the selected objectives.</summary>
/// <param name="hasPrometheus">Whether a Prometheus is a source.</param>
internal sealed class StatusOptions(bool hasPrometheus = true)
{
    private readonly Option<string?> _url = new("--url")
    {
        Description = "The JSON API of an app: the prefix given to MapSloApi, for example http://app/slo/api.",
        HelpName = "URL",
    };

    private readonly Option<string?> _scope = new("--scope")
    {
        Description = "With --url: whose events count, those of the instance that answers or of its fleet. Default: instance.",
        HelpName = "SCOPE",
    };

    private readonly Option<string?> _prometheus = new("--prometheus")
    {
        Description = "A Prometheus with the generated native rules, or that scrapes the app.",
        HelpName = "URL",
    };

    private readonly RequestOptions _request = new();

    private readonly Option<string?> _state = StateFile.Option("The file of AddSqliteStore, with --input; an app may use it.");
    private readonly Option<string?> _set = StateFile.SetOption();

    private readonly Option<string[]> _input = new("--input", "-i")
    {
        Description = "With --state: the definitions, as for slo validate.",
        HelpName = "PATH",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _name = new("--name", "-n")
    {
        Description = "Only this objective; may be given several times.",
        HelpName = "OBJECTIVE",
        DefaultValueFactory = _ => [],
    };

    internal void AddTo(Command verb)
    {
        _scope.AcceptOnlyFromAmong("instance", "fleet");
        verb.Add(_url);
        verb.Add(_scope);
        if (hasPrometheus)
        {
            verb.Add(_prometheus);
        }

        verb.Add(_state);
        verb.Add(_set);
        verb.Add(_input);
        _request.AddTo(verb);
        verb.Add(_name);
    }

    /// <exception cref="ToolException">The command line names no source, several, or no address; or definitions have errors.</exception>
    internal IStatusSource Source(ParseResult arguments, HttpClient client)
    {
        _request.Configure(arguments, client);
        return (arguments.GetValue(_url), arguments.GetValue(_prometheus), arguments.GetValue(_state)) switch
        {
            ({ } url, null, null) => new AppStatusSource(client, RequestOptions.Address("--url", url), arguments.GetValue(_scope)),
            _ when arguments.GetValue(_scope) is not null => throw new ToolException(ExitCode.Usage, "--scope needs --url"),
            (null, { } url, null) => new PrometheusStatusSource(client, RequestOptions.Address("--prometheus", url)),
            (null, null, { } file) => StateSource(arguments, file),
            _ => throw new ToolException(ExitCode.Usage, "either --url, --prometheus or --state is required; give one of them"),
        };
    }

    /// <summary>The API of an app, with the scope if one is given, or the file of a store; the other one is null.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="client">Gets the headers.</param>
    /// <exception cref="ToolException">The command line names none of both, or both, or a Prometheus.</exception>
    internal (Uri? Api, string? Scope, string? File) AppOrFile(ParseResult arguments, HttpClient client)
    {
        _request.Configure(arguments, client);
        return (arguments.GetValue(_url), arguments.GetValue(_prometheus), arguments.GetValue(_state)) switch
        {
            ({ } url, null, null) => (RequestOptions.Address("--url", url), arguments.GetValue(_scope), null),
            _ when arguments.GetValue(_scope) is not null => throw new ToolException(ExitCode.Usage, "--scope needs --url"),
            (null, null, { } file) => (null, null, file),
            _ => throw new ToolException(ExitCode.Usage, "either --url or --state is required; give one of them"),
        };
    }

    /// <summary>Whether any source is given.</summary>
    internal bool HasSource(ParseResult arguments) =>
        (arguments.GetValue(_url) ?? arguments.GetValue(_state) ?? arguments.GetValue(_prometheus)) is not null;

    /// <summary>The names given; none: all objectives.</summary>
    internal string[] Names(ParseResult arguments) => arguments.GetRequiredValue(_name);

    /// <summary>What the file keeps, and what is declared.</summary>
    /// <exception cref="ToolException">The file cannot be read, or the definitions are missing or have errors.</exception>
    internal (StateFile File, IReadOnlyList<SloObjective> Objectives) State(ParseResult arguments, string file) =>
        (StateFile.Read(file, arguments.GetValue(_set)), Definitions(arguments).Objectives);

    /// <summary>What the file keeps, those declared objectives that are named (none: all), and all that are declared.</summary>
    /// <exception cref="ToolException">As above, or a name is not declared.</exception>
    internal (StateFile File, IReadOnlyList<SloObjective> Named, IReadOnlyList<SloObjective> All) NamedState(
        ParseResult arguments, string path)
    {
        (StateFile file, IReadOnlyList<SloObjective> all) = State(arguments, path);
        string[] names = Names(arguments);
        return names.FirstOrDefault(name => !all.Any(one => IsNamed(one, name))) is { } unknown
            ? throw new ToolException(
                ExitCode.Usage, $"--name '{unknown}': is not declared; there are: {string.Join(", ", all.Select(one => one.Name))}")
            : (file, [.. all.Where(one => names.Length == 0 || names.Any(name => IsNamed(one, name)))], all);

        static bool IsNamed(SloObjective objective, string name) => objective.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    private StateStatusSource StateSource(ParseResult arguments, string file) => new(
        file, arguments.GetValue(_set), Definitions(arguments), ToolConfiguration.Of(arguments));

    private DefinitionSet Definitions(ParseResult arguments)
    {
        string[] paths = arguments.GetRequiredValue(_input);
        DefinitionSet set = paths.Length > 0
            ? DefinitionSources.Read(paths, new SloReadOptions())
            : throw new ToolException(ExitCode.Usage, "--state needs the definitions: --input, for example -i appsettings.json");
        set.Require(ToolConfiguration.Of(arguments));
        return set;
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
