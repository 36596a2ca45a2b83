using System.CommandLine;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Init;

/// <summary><c>slo init</c>: a first definition file, from answers on a terminal or from flags.</summary>
internal sealed class InitVerb : Verb
{
    private readonly AnswerOptions _answers = new();
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The file to write; - is standard output.",
        HelpName = "FILE",
        DefaultValueFactory = _ => "slos.openslo.yaml",
    };

    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Ask nothing: what is not said by an option is as proposed. So it is where nobody could answer." };
    private readonly Option<bool> _force = new("--force") { Description = "Overwrite the file if it is there." };
    private readonly Option<string> _format = CommonOptions.Format("text", "json");

    internal InitVerb()
        : base("init", "Write a first definition file: asks on a terminal, takes options elsewhere.")
    {
        _answers.AddTo(this);
        Add(_output);
        Add(_yes);
        Add(_force);
        Add(_format);

        // A terminal's line cannot be cancelled; Ctrl-C need not wait for it.
        SetAction((arguments, cancel) => Task.Run(() => Run(arguments), cancel).WaitAsync(cancel));
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo init",
        "slo init --yes --name checkout-availability --service shop --type http --method POST --route /orders --target 99.9 --period 30d",
        "slo init --yes --name queue-age --type meter --meter Shop.Queue --instrument queue.age -o - | slo validate --strict -i -",
    ];

    private int Run(ParseResult arguments)
    {
        var configuration = ToolConfiguration.Of(arguments);
        var file = arguments.GetRequiredValue(_output);
        if (file != "-" && File.Exists(file) && !arguments.GetValue(_force))
        {
            throw new ToolException(ExitCode.Usage, $"{file}: is there already; --force overwrites it, --output names another file");
        }

        Questions questions = new(configuration.Input, configuration.Error, isAsking: configuration is { IsInputTerminal: true } && !arguments.GetValue(_yes));
        List<SloObjective> objectives = [];
        do
        {
            objectives.Add(Ask(arguments, questions, objectives));
            questions.Say($"SLO '{objectives[^1].DisplayName ?? objectives[^1].Name}' added to service '{objectives[^1].Service}'");
        }
        while (questions.IsAsking && questions.Ask("Do you want to add another SLO?", "no", answer => answer is "yes" or "no" or "y" or "n" ? null : "yes or no") is "yes" or "y");

        var document = CommentedFile.Write(objectives, file);
        if (file != "-")
        {
            OutputFile.Write((file, document));
            configuration.Error.WriteLine($"✓ Your definitions have been saved to {file}");
        }

        if (arguments.GetValue(_format) == "json")
        {
            JsonResult.Write(configuration.Output, json =>
            {
                json.WriteString("file", file);
                json.WriteString("document", document);
            });
        }
        else if (file == "-")
        {
            configuration.Output.Write(document);
        }

        return ExitCode.Ok;
    }

    private SloObjective Ask(ParseResult arguments, Questions questions, List<SloObjective> earlier)
    {
        while (true)
        {
            try
            {
                SloObjective objective = _answers.Build(arguments, questions, isFirst: earlier.Count == 0, service: earlier.LastOrDefault()?.Service);
                if (!earlier.Any(other => other.Name.Equals(objective.Name, StringComparison.OrdinalIgnoreCase)))
                {
                    return objective;
                }

                questions.Say($"There is an SLO '{objective.Name}' already; give this one another name.");
            }
            catch (SloDefinitionException exception) when (questions.IsAsking)
            {
                foreach (var fault in exception.Faults)
                {
                    questions.Say(fault);
                }
            }
            catch (SloDefinitionException exception)
            {
                throw new ToolException(ExitCode.Usage, exception.Faults);
            }
        }
    }
}
