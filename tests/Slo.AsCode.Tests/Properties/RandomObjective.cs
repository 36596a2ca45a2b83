namespace Slo.Tests.Properties;

/// <summary>Any objective that the engine accepts, of any indicator, made from one number.</summary>
internal sealed class RandomObjective(int seed)
{
    private static readonly string[] Tricky =
    [
        "plain", "null", "true", "1e3", "~", "- item", "a: b", "# no comment", "it's \"quoted\"", "back\\slash", "{{ .window }}", "<script>", "ünïcödé ☃ 😀",
        " space around ", "[x]", "{y}", "&anchor", "*alias", "!tag", "|", ">", "%", "@at", "`tick`", "0.999", "2026-01-01 00:00:00", "no", "=1+1", "?", "a,b;c",
    ];

    private static readonly string[] Queries = [.. Tricky, "sum(rate(x{code=~\"5..\"}[{{.window}}]))\n/\nsum(rate(x[{{.window}}]))\n", "a\nb", "a\n\n b", "\n x\n\n"];

    private readonly Random _random = new(seed);

    internal SloObjective Make(string name)
    {
        while (true)
        {
            try
            {
                return Try(name);
            }
            catch (SloDefinitionException)
            {
                // Rules that do not fit the period, the slices or the target: another draw.
            }
        }
    }

    private SloObjective Try(string name)
    {
        SloObjectiveBuilder builder = new(Chance(3) ? name.ToUpperInvariant() + "_." + "x" : name);
        builder.DisplayName(Maybe(Chance(5) ? new string('d', 150) : Text())).Service(Maybe(Text())).Description(Maybe(Text())).Owner(Maybe(Text()));
        for (var i = _random.Next(4); i > 0; i--)
        {
            builder.Label(Chance(2) ? $"label{i}" : Pick(Tricky) + i, Pick(Tricky));
            builder.Annotation(Chance(3) ? $"runbook_url{i}" : Chance(2) ? $"my.org/key{i}" : Pick(["slo.dev/whatever", "slo.dev/composite", "Odd Key"]), Pick(Tricky));
        }

        builder.TargetRatio(Pick([0m, 0.5m, 0.9m, 0.95m, 0.99m, 0.999m, 0.9995m, 0.99999m, Math.Round((decimal)_random.NextDouble(), 6)])).Compact(Chance(3));
        Indicator(builder);
        if (Chance(2))
        {
            builder.FasterThan(TimeSpan.FromMilliseconds(_random.Next(1, 100_000)));
        }

        Period(builder);
        if (Chance(4))
        {
            builder.GroupBy(Pick(Tricky), _random.Next(1, 1000));
        }

        Terms(builder);
        Rules(builder);
        return builder.Build();
    }

    private void Terms(SloObjectiveBuilder builder)
    {
        if (Chance(4))
        {
            builder.ScheduledTarget(new(SloSchedule.Parse(Pick(["Mon-Fri 08:00-18:00 Europe/Berlin", "Sat 22:00-02:00 UTC"])), Pick([0.5m, 0.99951m])))
                .ScheduledTarget(new(SloSchedule.Parse("2026-12-24T00:00:00.25/2026-12-24T01:00 Asia/Kolkata"), Math.Round((decimal)_random.NextDouble(), 6)));
        }

        if (Chance(4))
        {
            builder.Exclude("Sun 02:00-04:00 Europe/Berlin", Maybe(Pick(Tricky)), Maybe(Pick(Tricky)));
            builder.Exclude("2026-12-24T18:00:00+01:00/2027-01-02T00:00:00Z");
        }
    }

    private void Period(SloObjectiveBuilder builder)
    {
        var isSliced = Chance(3);
        if (Chance(3))
        {
            builder.Calendar(
                Pick(Enum.GetValues<CalendarUnit>()), Pick(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"]), Pick([1, 1, 2, 3]),
                Chance(2) ? null : new DateTime(2022, 1, 1).AddSeconds(_random.Next(100_000_000)).AddTicks(Chance(4) ? 5 : 0));
        }
        else
        {
            builder.Rolling(Pick([TimeSpan.FromDays(30), TimeSpan.FromDays(28), TimeSpan.FromDays(7), TimeSpan.FromDays(90), TimeSpan.FromHours(36),
                TimeSpan.FromMinutes(_random.Next(1, 500_000)), isSliced ? TimeSpan.FromDays(1) : TimeSpan.FromSeconds(_random.Next(60, 30_000_000))]));
        }

        if (isSliced)
        {
            TimeSpan slice = TimeSpan.FromMinutes(Pick([1, 1, 5, 60]));
            _ = Chance(2) ? builder.RatioTimeslices(slice) : builder.Timeslices(slice, Pick([0.5m, 0.95m, 1m]));
        }
    }

    private void Indicator(SloObjectiveBuilder builder)
    {
        switch (_random.Next(4))
        {
            case 0:
                builder.HttpServer(Http);
                break;
            case 1:
                builder.Instrument(Pick(["Npgsql", "My.Meter", "odd: meter"]), Pick(["db.duration", "x y"]), Measurements);
                break;
            case 2:
                builder.Indicator(Query());
                break;
        }
    }

    private void Http(HttpIndicatorBuilder http)
    {
        switch (_random.Next(3))
        {
            case 0:
                http.TaggedEndpoints();
                break;
            case 1:
                for (var i = _random.Next(1, 4); i > 0; i--)
                {
                    var route = Pick(["/orders", "/orders/{id}", "/a b", "x", "{**all}", "/p: q"]);
                    _ = Chance(2) ? http.Route(route) : http.Route(Pick(["GET", "POST", "delete"]), route);
                }

                break;
        }

        if (Chance(2))
        {
            http.GoodStatus(Pick(["200-299", "2xx", "503", "101"]));
        }

        if (Chance(2))
        {
            http.BadStatus(Pick(["429", "404-410", "4xx", "102"]));
        }

        if (Chance(2))
        {
            http.IgnoreStatus(Pick(["304", "3xx", "501", "302-308"]));
        }

        http.ClientAborts(Pick(Enum.GetValues<ClientAbortPolicy>()));
        if (Chance(4))
        {
            http.TimeToFirstByte();
        }
    }

    private void Measurements(InstrumentIndicatorBuilder measurements)
    {
        for (var i = _random.Next(4); i > 0; i--)
        {
            measurements.Where(Pick(["server.address", "a", "b: c"]), Pick(Tricky)).BadWhen(Pick(["error.type", "a"]), Pick(["*", "!4xx", "5xx"]));
        }

        if (Chance(3))
        {
            measurements.IgnoreWhen("probe");
        }

        if (Chance(3))
        {
            measurements.CancelledWhen(Pick(["error.type", "a"]), Pick(Tricky)).Timeout(TimeSpan.FromMilliseconds(_random.Next(1, 100_000)));
        }

        if (Chance(3))
        {
            measurements.BadFrom(Pick(["db.failed", "x y", "db.duration"]), Chance(2));
        }

        if (Chance(3))
        {
            measurements.AtMost(_random.NextDouble() * 1e6).AtLeast(Pick([-1.5, 0, 1e-9]));
        }
    }

    private QueryIndicator Query()
    {
        QueryIndicator query = new(Pick(["Prometheus", "Datadog", "AppDynamics", "in process"]))
        {
            IsCounter = Chance(2),
            DataSource = Maybe("my-source"),
        };
        switch (_random.Next(4))
        {
            case 0:
                return query with { Good = Pick(Queries), Total = Pick(Queries), Settings = Chance(2) ? null : """{"good":{"deep":{"flag":true,"none":null,"yes":"no"},"list":["x","1"],"n":1.50,"path":"a|b"}}""" };
            case 1:
                return query with { Bad = Pick(Queries), Total = Pick(Queries), Settings = Chance(2) ? null : """{"bad":{"1":"2"},"total":{"e":{}}}""" };
            case 2:
                return query with { Raw = Pick(Queries), IsRawBad = Chance(2) };
            default:
                return query with { IsCounter = false, Threshold = Pick(Queries), Comparison = Pick(Enum.GetValues<QueryComparison>()), Limit = Pick([0m, 1m, -2.5m, 0.000001m]) };
        }
    }

    private void Rules(SloObjectiveBuilder builder)
    {
        if (Chance(6))
        {
            builder.NoRules();
        }

        for (var i = Chance(2) ? 0 : _random.Next(1, 4); i > 0; i--)
        {
            TimeSpan longWindow = Pick([TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromMinutes(7), TimeSpan.FromSeconds(90), TimeSpan.FromDays(3)]);
            TimeSpan? shortWindow = Chance(2) ? null : Chance(2) ? longWindow : TimeSpan.FromMinutes(1);
            AlertSeverity severity = Pick(Enum.GetValues<AlertSeverity>());
            ThresholdComparison comparison = Pick(Enum.GetValues<ThresholdComparison>());
            var minimum = Chance(3) ? _random.Next(1, 1000) : 0;
            _ = _random.Next(3) switch
            {
                0 => builder.BurnRateRule(severity, Pick([14.4m, 1m, 0.3333333m, 6]), longWindow, shortWindow, minimum, comparison, Settings(true)),
                1 => builder.BudgetRule(severity, Pick([0.02m, 0.1m, 0.05m, 0.000001m]), longWindow, shortWindow, minimum, comparison, Settings(true)),
                _ => builder.ThresholdRule(severity, Pick([0.01m, 0.1m, 1m, 0.0123m]), longWindow, minimum, comparison, Settings(true)),
            };
        }

        if (Chance(3))
        {
            builder.RemainingBudgetRule(AlertSeverity.Ticket, Pick([0m, 0.25m]), Settings(false))
                .ExhaustionRule(AlertSeverity.Page, TimeSpan.FromMinutes(1), Settings(false)).SilenceRule(AlertSeverity.Page, TimeSpan.FromSeconds(45), Settings(false));
        }
    }

    private AlertRuleSettings? Settings(bool isBurnRate) => Chance(2) ? null : new AlertRuleSettings
    {
        Hold = Wait(),
        KeepFiring = Wait(),
        CoolDown = Wait(),
        MinimumBadEvents = isBurnRate && Chance(2) ? 10 : 0,
        Confidence = isBurnRate && Chance(2) ? 0.95m : null,
    };

    private TimeSpan Wait() => Pick([TimeSpan.Zero, TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(1500)]);

    private string Text() => string.Concat(Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Pick(Tricky)));

    private string? Maybe(string value) => Chance(3) ? null : value;

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];
}
