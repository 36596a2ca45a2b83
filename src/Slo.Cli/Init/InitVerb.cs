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

    private readonly Option<bool> _yes = new("--yes", "-y")
    {
        Description = "Do not ask: use the default for every value without an option. This also applies without a terminal.",
    };

    private readonly Option<bool> _force = new("--force") { Description = "Overwrite the file if it is there." };
    private readonly Option<string> _format = CommonOptions.Format("text", "json");

    internal InitVerb()
        : base("init", "Write a first definition file: asks on a terminal, uses options otherwise.")
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
            throw new ToolException(ExitCode.Usage, $"{file}: already exists; --force overwrites it, --output selects another file");
        }

        Questions questions = new(configuration.Input, configuration.Error, isAsking: configuration is { IsInputTerminal: true }
            && !arguments.GetValue(_yes));
        List<SloObjective> objectives = [];
        do
        {
            objectives.Add(Ask(arguments, questions, objectives));
            questions.Say($"SLO '{objectives[^1].DisplayName ?? objectives[^1].Name}' added to service '{objectives[^1].Service}'");
        }
        while (questions.IsAsking && questions.Ask("Do you want to add another SLO?", "no",
            answer => answer is "yes" or "no" or "y" or "n" ? null : "yes or no") is "yes" or "y");

        var document = CommentedFile.Write(objectives, file);
        if (file != "-")
        {
            OutputFile.Write((file, document));
            configuration.Error.WriteLine($"✓ Your definitions have been saved to {file}");
        }

        Write(configuration.Output, arguments.GetValue(_format), file, document);
        return ExitCode.Ok;
    }

    private static void Write(TextWriter output, string? format, string file, string document)
    {
        if (format == "json")
        {
            JsonResult.Write(output, json =>
            {
                json.WriteString("file", file);
                json.WriteString("document", document);
            });
        }
        else if (file == "-")
        {
            output.Write(document);
        }
    }

    private SloObjective Ask(ParseResult arguments, Questions questions, List<SloObjective> earlier)
    {
        while (true)
        {
            try
            {
                SloObjective objective = _answers.Build(
                    arguments, questions, isFirst: earlier.Count == 0, service: earlier.LastOrDefault()?.Service);
                if (!earlier.Any(other => other.Name.Equals(objective.Name, StringComparison.OrdinalIgnoreCase)))
                {
                    return objective;
                }

                questions.Say($"An SLO '{objective.Name}' already exists; use another name.");
            }
            catch (SloDefinitionException exception) when (questions.IsAsking)
            {
                foreach (SloFinding finding in exception.Findings)
                {
                    questions.Say(finding.Text);
                }
            }
            catch (SloDefinitionException exception)
            {
                throw new ToolException(ExitCode.Usage, exception.Findings.Select(finding => finding.ToString()));
            }
        }
    }
}
