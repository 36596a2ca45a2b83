using System.CommandLine;
using System.Globalization;

namespace Slo.Cli.Init;

/// <summary>What an objective is made of: said by options, or asked for.</summary>
internal sealed class AnswerOptions
{
    private readonly Option<string?> _service = Text(
        "--service", "The service that the objective belongs to; the name of the folder unless stated.", "NAME");
    private readonly Option<string?> _name = Text("--name", "The name of the objective; from a sentence, a name is derived.", "NAME", "-n");
    private readonly Option<string?> _owner = Text(
        "--owner", "Who to contact about alerts; the team of the service unless stated.", "NAME");
    private readonly Option<string?> _target = Text("--target", "The target in percent; 99.9 unless stated.", "PERCENT");
    private readonly Option<string?> _period = Text(
        "--period", "The period: 30d, 28d, PT5M, or 1M for calendar months; 30d unless stated.", "PERIOD");

    private readonly Option<string?> _type = new("--type")
    {
        Description = "The source of events: requests, measurements of an instrument, code, or queries; http unless stated.",
    };

    private readonly Option<string?> _route = Text(
        "--route", "With http: the route pattern as mapped; every request unless stated.", "PATTERN");
    private readonly Option<string?> _method = Text("--method", "With --route: the method; any unless stated.", "METHOD");
    private readonly Option<string?> _latency = Text("--latency",
        "The latency threshold for good events, for example 300ms; none unless stated.", "DURATION");
    private readonly Option<string?> _meter = Text("--meter", "With meter: the meter's name.", "NAME");
    private readonly Option<string?> _instrument = Text("--instrument", "With meter: the instrument's name.", "NAME");
    private readonly Option<string?> _good = Text("--good-query", "With prometheus: counter of the good events.", "PROMQL");
    private readonly Option<string?> _total = Text("--total-query", "With prometheus: counter of all events.", "PROMQL");

    internal void AddTo(Command verb)
    {
        _type.AcceptOnlyFromAmong("http", "meter", "manual", "prometheus");
        foreach (Option option in (Option[])[_service, _name, _owner, _target, _period, _type, _route, _method, _latency, _meter,
            _instrument, _good, _total])
        {
            verb.Add(option);
        }
    }

    /// <exception cref="SloDefinitionException">The answers do not define a valid objective.</exception>
    internal SloObjective Build(ParseResult arguments, Questions questions, bool isFirst, string? service)
    {
        // Options apply to the first objective; the values of further objectives are asked for.
        string Answer(Option<string?> option, string question, string proposal, Func<string, string?>? fault = null) => Given(option)
            ?? questions.Ask(question, proposal, fault);
        string? Given(Option<string?> option) => isFirst ? arguments.GetValue(option) : null;

        var promising = Answer(_service, "What is the name of the service you want to declare SLOs for?", service ?? Names.Of(
            Path.GetFileName(Directory.GetCurrentDirectory()), "my-service"));
        var type = Answer(_type, "What is counted (http, meter, manual, prometheus)?", "http",
            answer => answer is "http" or "meter" or "manual" or "prometheus" ? null : "http, meter, manual or prometheus");
        SloIndicatorAnswers indicator = Indicator(
            type, questions.IsAsking, (option, question, proposal) => Answer(option, question, proposal), Given);
        var latency = type == "prometheus"
            ? "none" : Answer(_latency, "What is the latency threshold for good events (none: no threshold)?", "none", Latency);
        var target = Answer(_target, "What is your target for this SLO (in %)?", "99.9", Percent);
        var period = Answer(_period, "What is your observation window for this SLO (30d, 7d, PT5M, 1M for calendar months)?", "30d",
            text => Periods.TryRead(text, out _) ? null : Periods.Wanted);
        var name = Answer(_name, "What is the name of this SLO?", latency == "none" ? "availability" : "latency");
        var owner = Answer(_owner, "Who should be contacted about alerts?", $"{promising} team");

        SloObjectiveBuilder builder = new SloObjectiveBuilder(Names.Of(name, "slo")).Service(promising).Owner(owner);
        indicator.AddTo(builder);
        _ = Names.IsName(name) ? builder : builder.DisplayName(name);
        SetNumbers(builder, target, latency, period);
        return builder.Build();
    }

    private static void SetNumbers(SloObjectiveBuilder builder, string target, string latency, string period)
    {
        _ = Percent(target) is { } wrong
            ? builder.AddFinding(
                SloFinding.Error(SloFindingCodes.InvalidTarget, $"--target '{target}': must be {wrong}", "--target"), isOfTarget: true)
            : builder.TargetPercent(decimal.Parse(target, CultureInfo.InvariantCulture));
        if (latency != "none")
        {
            _ = SloDuration.TryParse(latency, out TimeSpan threshold)
                ? builder.FasterThan(threshold)
                : builder.AddFinding(SloFinding.Error(
                    SloFindingCodes.InvalidDuration, $"--latency '{latency}': must be {Latency(latency)}", "--latency"));
        }

        _ = Periods.TryRead(period, out Action<SloObjectiveBuilder>? set)
            ? builder
            : builder.AddFinding(SloFinding.Error(
                SloFindingCodes.InvalidDuration, $"--period '{period}': must be {Periods.Wanted}", "--period"));
        set?.Invoke(builder);
    }

    private SloIndicatorAnswers Indicator(
        string type, bool isAsking, Func<Option<string?>, string, string, string> answer, Func<Option<string?>, string?> given)
    {
        SloIndicatorAnswers indicator = new(type);
        switch (type)
        {
            case "http":
                indicator.Route = answer(_route, "Which route, as it is mapped (all for every request)?", "all");
                indicator.Method = indicator.Route == "all"
                    ? given(_method)
                    : answer(_method, "By which method (any for every one)?", "any");
                break;
            case "meter":
                indicator.Meter = answer(_meter, "What is the name of the meter?", isAsking ? "" : "My.Meter");
                indicator.Instrument = answer(
                    _instrument, "What is the name of the instrument?", isAsking ? "" : "my.operation.duration");
                break;
            case "prometheus":
                indicator.Good = answer(
                    _good, "Paste your counter of good events:", isAsking ? "" : "my_requests_total{code!~\"5..\"}");
                indicator.Total = answer(_total, "Paste your counter of all events:", isAsking ? "" : "my_requests_total");
                break;
        }

        return indicator;
    }

    private static string? Percent(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value < 100
        ? null : "percent below 100, with a decimal point, for example 99.9";

    private static string? Latency(string text) =>
        text == "none" || (SloDuration.TryParse(text, out TimeSpan value) && value > TimeSpan.Zero)
        ? null : "a duration, for example 300ms, or none";

    private static Option<string?> Text(string name, string description, string help, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = help };
}
