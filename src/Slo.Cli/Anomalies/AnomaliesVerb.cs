using System.CommandLine;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Anomalies;

/// <summary><c>slo anomalies</c>: finds unusual samples in series of numbers, with the detector of the app.</summary>
internal sealed class AnomaliesVerb : Verb
{
    private readonly Option<string> _input = new("--input", "-i")
    {
        Description = "CSV that begins with the columns timestamp,value; a folder with such files; - is standard input.",
        HelpName = "PATH",
        Required = true,
    };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Where to write timestamp,value,anomaly_score: a file, or of a folder a folder with the same names.",
        HelpName = "PATH",
    };

    private readonly Option<string> _format = CommonOptions.Format("table", "json", "csv");

    internal AnomaliesVerb()
        : base("anomalies", "Find unusual samples in series of numbers.")
    {
        Add(_input);
        Add(_output);
        Add(_format);
        SetAction((arguments, cancel) => Task.Run(() => Run(arguments, cancel), cancel));
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo anomalies -i latency.csv",
        "slo anomalies -i latency.csv --format csv > scores.csv",
        "slo anomalies -i nab/data -o scores",
    ];

    private int Run(ParseResult arguments, CancellationToken cancel)
    {
        var configuration = ToolConfiguration.Of(arguments);
        IReadOnlyList<(string Input, string? Output)> files =
            SeriesFiles.Of(arguments.GetRequiredValue(_input), arguments.GetValue(_output));
        var format = arguments.GetRequiredValue(_format);
        if (format == "csv" && files.Count > 1)
        {
            throw new ToolException(ExitCode.Usage, "--format csv writes one series; take --output FOLDER for those of a folder");
        }

        (ScoredSeries Series, string? Output)[] all = [.. files.Select(file => (SeriesReader.Read(file.Input, cancel), file.Output))];
        SeriesFiles.Write(all);
        if (arguments.GetValue(_output) is not null)
        {
            return ExitCode.Ok;
        }

        ScoredSeries[] series = [.. all.Select(one => one.Series)];
        switch (format)
        {
            case "table":
                AnomalyOutput.WriteTable(new Screen(configuration), series);
                break;
            case "json":
                AnomalyOutput.WriteJson(configuration.Output, series);
                break;
            default:
                configuration.Output.Write(series[0].ToCsv());
                break;
        }

        return ExitCode.Ok;
    }
}
