namespace Slo.AttributionJudge.Judging;

/// <summary>
/// Runs an app until its alert fires, and asks for the contributors in that second, as a notification does. A scenario whose alert does not
/// fire is none.
/// </summary>
public sealed class Scenario
{
    private const double BudgetRatio = 0.01;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Random _random;
    private readonly App _app;
    private readonly int _requestsPerSecond;
    private readonly int _processes;
    private readonly Clock _clock = new();
    private readonly double _noise;
    private double _rise = 1;

    private Scenario(int seed, int processes, Random random)
    {
        _processes = processes;
        _random = random;
        _noise = BudgetRatio * (0.1 + (0.5 * random.NextDouble()));
        _app = new App(random, _noise);
        _requestsPerSecond = (int)(10 * Math.Pow(20, random.NextDouble()));
        Seed = seed;
    }

    public int Seed { get; }

    public IReadOnlyList<Cause> Causes { get; private set; } = [];

    public string Text { get; private set; } = "";

    /// <summary>Whether it is without a cause because all parts fail more often.</summary>
    public bool IsEvenRise => _rise > 1;

    public SloAttribution? Result { get; private set; }

    /// <summary>With one or two causes that together burn 2.5 to 60 times the budget.</summary>
    public static Scenario? WithCause(int seed, int processes = 1)
    {
        Random random = new(seed);
        Scenario scenario = new(seed, processes, random);
        var bad = BudgetRatio * 2.5 * Math.Pow(24, random.NextDouble());
        var part = random.Next(3) == 0 ? 0.3 + (0.4 * random.NextDouble()) : 1;
        Cause?[] causes = part < 1
            ? [AppCause(scenario, bad * part), AppCause(scenario, bad * (1 - part))] : [AppCause(scenario, bad)];
        if (Array.Exists(causes, cause => cause is null) || causes.DistinctBy(cause => cause!.Kind).Count() < causes.Length)
        {
            return null;
        }

        scenario.Causes = [.. causes.Select(cause => cause!)];
        scenario.Text = $"{string.Join(" + ", scenario.Causes.Select(cause => cause.Kind))}, burn {bad / BudgetRatio:0}";
        return scenario.Run(factor: 3, quiet: random.Next(600, 7_200)) ? scenario : null;
    }

    /// <summary>Without: everything fails more often, or the alert is so near to the noise that chance fires it.</summary>
    public static Scenario? WithoutCause(int seed, int processes = 1)
    {
        Random random = new(seed);
        Scenario scenario = new(seed, processes, random);
        if (random.Next(2) == 0)
        {
            scenario._rise = 5 * Math.Pow(8, random.NextDouble());
            scenario.Text = $"even rise {scenario._rise:0}";
            return scenario.Run(factor: 3 * scenario._noise / BudgetRatio, quiet: random.Next(600, 7_200)) ? scenario : null;
        }

        scenario.Text = "noise";
        return scenario.Run(factor: 1.35 * scenario._noise / BudgetRatio, quiet: random.Next(600, 3_600)) ? scenario : null;
    }

    private static Cause? AppCause(Scenario scenario, double badRatio) =>
        Judging.Causes.Draw(scenario._app, scenario._random, badRatio);

    private bool Run(double factor, int quiet)
    {
        using Service service = new(_clock, _processes, new SloObjectiveBuilder("app").TargetPercent(99).Rolling(TimeSpan.FromDays(1))
            .BurnRateRule(
                AlertSeverity.Page, (decimal)Math.Round(factor, 3), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1)).Build());
        for (var second = 0; second < quiet + 1_200; second++)
        {
            var isWrong = second >= quiet;
            if (second == quiet)
            {
                _app.Drift(_random);
            }

            PlaySecond(service, isWrong);
            service.Advance(Second);
            if (second > 600 && service.IsFiring)
            {
                // By chance before the cause: not what is asked.
                if (!isWrong && (Causes.Count > 0 || IsEvenRise))
                {
                    return false;
                }

                Result = service.Explain();
                return true;
            }
        }

        return false;
    }

    private void PlaySecond(Service service, bool isWrong)
    {
        for (var i = 0; i < _requestsPerSecond; i++)
        {
            Request request = _app.Draw(_random);
            (string Reason, string? Dependency)? failure = null;
            if (isWrong)
            {
                foreach (Cause cause in Causes)
                {
                    request = cause.Redirect is { } redirect ? redirect(request, _random) : request;
                }

                foreach (Cause cause in Causes)
                {
                    failure ??= cause.Fails(request) && _random.NextDouble() < cause.Probability ? (cause.Reason, cause.Dependency) : null;
                }
            }

            failure ??= _app.Fail(_random, request.Route, isWrong ? _rise : 1);
            if (failure is { } failed)
            {
                service.Record(new SloEvent(SloOutcome.Bad)
                {
                    Reason = failed.Reason,
                    Dependency = failed.Dependency,
                    Operation = App.NameOf(request.Route),
                    Cohort = request.Version,
                    Caller = request.Client,
                    Group = $"tenant-{request.Tenant}",
                });
            }
            else
            {
                service.RecordGood();
            }
        }
    }
}
