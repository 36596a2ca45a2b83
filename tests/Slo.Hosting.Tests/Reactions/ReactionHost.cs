using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Reactions;

/// <summary>A host with one objective that a test makes burn, on a clock that the test moves.</summary>
internal sealed class ReactionHost : IAsyncDisposable
{
    // A busy machine must be able to end a call before the clock says that it hangs.
    private const int PollsPerSecondOfStop = 20;
    private static readonly TimeSpan Further = TimeSpan.FromSeconds(9);

    private readonly IHost _host;

    private ReactionHost(IHost host, ManualTime time, LogRecorder log)
    {
        _host = host;
        Time = time;
        Log = log;
    }

    internal ManualTime Time { get; }

    internal LogRecorder Log { get; }

    internal IServiceProvider Services => _host.Services;

    internal SloRegistry Registry => _host.Services.GetRequiredService<SloRegistry>();

    internal SloReactions Reactions => _host.Services.GetRequiredService<SloReactions>();

    internal SloReactionStatus Status => Reactions.All[0];

    internal static async Task<ReactionHost> StartAsync(
        Action<SloReaction> configure, Action<ISloBuilder>? build = null, ManualTime? time = null)
    {
        ReactionHost started = await StartWithoutAsync(
            slo =>
            {
                slo.AddReaction("drain", reaction => configure(reaction.On("checkout")));
                build?.Invoke(slo);
            },
            time);
        await started.UntilAsync(() => started.Status.State is not null, "the state is read");
        return started;
    }

    /// <summary>The same without a reaction.</summary>
    internal static async Task<ReactionHost> StartWithoutAsync(Action<ISloBuilder> build, ManualTime? time = null)
    {
        ManualTime clock = time ?? new ManualTime();
        LogRecorder log = new();
        IHost host = SloHost.Build(
            builder => build(builder.Services.AddSlo(options => options.AddObjective("checkout", objective => objective
                .TargetPercent(99).Rolling(TimeSpan.FromDays(30)).UnobservedTime(UnobservedTime.Exclude)))),
            log, clock);
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new(host, clock, log);
    }

    /// <summary>Makes the page alert fire.</summary>
    internal Task BurnAsync() => UntilAsync(
        () =>
        {
            Registry.Get("checkout").Record(0, 100);
            return Registry.Get("checkout").Status.Alert.Severity == AlertSeverity.Page;
        },
        "the alert fires");

    /// <summary>Makes it end, in larger steps: the windows of its rule have many seconds.</summary>
    internal Task HealAsync() => UntilAsync(
        () =>
        {
            Registry.Get("checkout").Record(1_000_000, 0);
            Time.Advance(Further);
            return Registry.Get("checkout").Status.Alert.Severity is null;
        },
        "the alert ends");

    /// <summary>Moves the clock by seconds until a condition holds.</summary>
    internal Task UntilAsync(Func<bool> condition, string what) => Eventually.TrueAsync(
        () =>
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            Registry.Evaluate();
            return condition();
        },
        what);

    internal IEnumerable<string> Ledger() => Registry.Ledger.Entries.Where(entry => entry.Kind == SloLedgerEntryKind.Reaction)
        .Select(entry => entry.Details[SloLedgerDetails.Outcome]);

    internal Task StopAsync() => _host.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Task stop = _host.StopAsync(CancellationToken.None);
        var polls = 0;
        await Eventually.TrueAsync(
            () =>
            {
                Time.Advance(TimeSpan.FromSeconds(++polls % PollsPerSecondOfStop == 0 ? 1 : 0));
                return stop.IsCompleted;
            },
            "the host stops");
        _host.Dispose();
    }
}
