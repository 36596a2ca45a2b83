using System.CommandLine;

namespace Slo.Cli.Replay;

/// <summary>How the time before a recorded history counts.</summary>
internal sealed class UnobservedOption
{
    private readonly Option<string?> _reading = new("--unobserved")
    {
        Description = "How the time before the trace counts, whatever the objective says: exclude or assume-good.",
        HelpName = "READING",
    };

    internal void AddTo(Command verb)
    {
        _reading.AcceptOnlyFromAmong("exclude", "assume-good");
        verb.Add(_reading);
    }

    internal bool IsGiven(ParseResult arguments) => arguments.GetValue(_reading) is not null;

    /// <summary>The objective with this reading, if one is given.</summary>
    internal SloObjective Apply(ParseResult arguments, SloObjective objective) => arguments.GetValue(_reading) is { } reading
        ? SloObjectiveBuilder.From(objective)
            .UnobservedTime(reading == "exclude" ? UnobservedTime.Exclude : UnobservedTime.AssumeGood).Build()
        : objective;
}
