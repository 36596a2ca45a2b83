using System.CommandLine;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Definitions;

/// <summary>An objective on the command line: a target and a period with the default rules, or one of a definition file.</summary>
internal sealed class ObjectiveOptions
{
    private readonly Option<decimal?> _target = CommonOptions.Percent(
        "--target", "The target, for example 99.9; or use an objective of a file with --slo.");
    private readonly Option<TimeSpan?> _period = CommonOptions.Duration("--period", "The rolling period of --target; 30d unless stated.");
    private readonly Option<string?> _slo = CommonOptions.Slo(isRequired: false);
    private readonly Option<string?> _name = CommonOptions.Name();

    internal void AddTo(Command verb)
    {
        verb.Add(_target);
        verb.Add(_period);
        verb.Add(_slo);
        verb.Add(_name);
    }

    internal SloObjective Read(ParseResult arguments)
    {
        switch ((arguments.GetValue(_target), arguments.GetValue(_slo)))
        {
            case (null, null) or (not null, not null):
                throw new ToolException(ExitCode.Usage, "either --target or --slo is required; give one of them");
            case (null, { } file):
                return arguments.GetValue(_period) is null
                    ? DefinitionFile.Read(file, arguments.GetValue(_name))
                    : throw new ToolException(ExitCode.Usage, "--period goes with --target; a definition file contains the period");
            case ({ } target, null):
                return arguments.GetValue(_name) is null
                    ? Build(target, arguments.GetValue(_period) ?? TimeSpan.FromDays(30))
                    : throw new ToolException(ExitCode.Usage, "--name goes with --slo");
        }
    }

    private static SloObjective Build(decimal target, TimeSpan period)
    {
        try
        {
            return new SloObjectiveBuilder("objective").TargetPercent(target).Rolling(period).Build();
        }
        catch (SloDefinitionException exception)
        {
            throw new ToolException(ExitCode.Usage, exception.Findings.Select(finding => finding.ToString()));
        }
    }
}
