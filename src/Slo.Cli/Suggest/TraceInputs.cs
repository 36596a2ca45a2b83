using System.CommandLine;
using Slo.Cli.Definitions;
using Slo.Cli.History;
using Slo.Cli.Infrastructure;
using Slo.Cli.Replay;

namespace Slo.Cli.Suggest;

/// <summary>Recorded histories as for <c>slo replay</c>, each of an objective of one definition file.</summary>
internal sealed class TraceInputs
{
    private readonly Option<string?> _slo = CommonOptions.Slo(isRequired: false);

    private readonly Option<string[]> _trace = new("--trace", "-t")
    {
        Description = "With --slo: a history, as for slo replay; OBJECTIVE=CSV where the file declares several. May be given several "
            + "times.",
        HelpName = "CSV",
        DefaultValueFactory = _ => [],
    };

    private readonly UnobservedOption _unobserved = new();

    internal void AddTo(Command verb)
    {
        verb.Add(_slo);
        verb.Add(_trace);
        _unobserved.AddTo(verb);
    }

    /// <summary>Whether a history is given.</summary>
    /// <exception cref="ToolException">Options that go with it are given without one, or the other way round.</exception>
    internal bool AreGiven(ParseResult arguments)
    {
        var hasTrace = arguments.GetRequiredValue(_trace).Length > 0;
        return hasTrace == (arguments.GetValue(_slo) is not null) && (hasTrace || !_unobserved.IsGiven(arguments))
            ? hasTrace
            : throw new ToolException(
                ExitCode.Usage, "--trace and --slo go together, and --unobserved with them: --slo appsettings.json --trace checkout.csv");
    }

    /// <summary>The objectives that have a history.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="names">Those that are meant; none: all.</param>
    /// <exception cref="ToolException">A file is not there or has faults, or an objective or its name is not clear.</exception>
    internal IReadOnlyList<(SloObjective Objective, Trace Trace)> Read(ParseResult arguments, string[] names)
    {
        var file = arguments.GetRequiredValue(_slo)!;
        IReadOnlyList<SloObjective> declared = DefinitionFile.Read(file);
        string[] texts = arguments.GetRequiredValue(_trace);
        (SloObjective Objective, string Path)[] named =
        [
            .. texts.Select(text => Named(text, declared)
                ?? (texts.Length == 1 && names.Length <= 1
                    ? (DefinitionFile.Read(file, names.FirstOrDefault()), text)
                    : throw new ToolException(ExitCode.Usage, $"--trace '{text}': must say whose history it is, OBJECTIVE=CSV; "
                        + $"there are: {string.Join(", ", declared.Select(one => one.Name))}"))),
        ];
        if (named.GroupBy(one => one.Objective.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ToolException(ExitCode.Usage, $"--trace: '{twice.Key}' is given twice; join its files");
        }

        return names.FirstOrDefault(name => !named.Any(one => Is(one.Objective, name))) is { } missing
            ? throw new ToolException(ExitCode.Usage, $"--name '{missing}': has no --trace")
            : [.. named.Select(one => (_unobserved.Apply(arguments, one.Objective), new Trace(TraceFile.Read(one.Path))))];
    }

    internal static bool Is(SloObjective objective, string name) => objective.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static (SloObjective Objective, string Path)? Named(string text, IReadOnlyList<SloObjective> declared)
    {
        var end = text.IndexOf('=', StringComparison.Ordinal);
        return end > 0 && declared.FirstOrDefault(one => Is(one, text[..end])) is { } objective ? (objective, text[(end + 1)..]) : null;
    }
}
