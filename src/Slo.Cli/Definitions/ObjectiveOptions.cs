using System.CommandLine;
using Slo.Cli.Conduct;

namespace Slo.Cli.Definitions;

/// <summary>An objective on the command line: a target and a period with the default rules, or one of a definition file.</summary>
internal sealed class ObjectiveOptions
{
    private readonly Option<decimal?> _target = CommonOptions.Percent("--target", "The target, for example 99.9; or take an objective of a file with --slo.");
    private readonly Option<TimeSpan?> _period = CommonOptions.Duration("--period", "The rolling period of --target; 30d unless stated.");
    private readonly Option<string?> _slo = CommonOptions.Slo(isRequired: false);
    private readonly Option<string?> _name = CommonOptions.Name();

    internal void AddTo(Command verb)
    {
        verb.Add(_target);
        verb.Add(_period);
        verb.Add(_slo);
        verb.Add(_name);
        verb.Validators.Add(arguments =>
        {
            var hasFile = arguments.GetValue(_slo) is not null;
            if (arguments.GetResult(_target) is not null == hasFile)
            {
                arguments.AddError("Either --target or --slo says which objective is meant: give one of them.");
            }

            if (hasFile && arguments.GetResult(_period) is not null)
            {
                arguments.AddError("--period goes with --target: a definition file says the period itself.");
            }

            if (!hasFile && arguments.GetResult(_name) is not null)
            {
                arguments.AddError("--name goes with --slo.");
            }
        });
    }

    internal SloObjective Read(ParseResult arguments)
    {
        if (arguments.GetValue(_slo) is { } file)
        {
            return DefinitionFile.Read(file, arguments.GetValue(_name));
        }

        try
        {
            return new SloObjectiveBuilder("objective").TargetPercent(arguments.GetValue(_target)!.Value)
                .Rolling(arguments.GetValue(_period) ?? TimeSpan.FromDays(30)).Build();
        }
        catch (SloDefinitionException exception)
        {
            throw new ToolException(ExitCode.Usage, exception.Message);
        }
    }
}
