using System.Globalization;
using Slo.Hosting.Delivery;
using Slo.Hosting.Persistence;
using Xunit;

namespace Slo.Hosting.Tests.Docs;

/// <summary>The numbers of docs/state.md that are those of the host.</summary>
public sealed class StatePageTests
{
    private static readonly string Page = DocFiles.Read("state.md");

    [Fact]
    public void Options_OfTheTable_AreThoseOfTheCode()
    {
        SloStoreOptions options = new();
        foreach ((string name, TimeSpan value) in new (string, TimeSpan)[]
        {
            (nameof(options.Interval), options.Interval), (nameof(options.CompleteInterval), options.CompleteInterval),
            (nameof(options.Timeout), options.Timeout), (nameof(options.StateRetention), options.StateRetention),
            (nameof(options.LedgerRetention), options.LedgerRetention),
        })
        {
            Assert.Contains($"| `{name}` | `{(value == TimeSpan.Zero ? "0s" : SloDuration.Format(value))}` |", Page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Options_OfBackfill_AreThoseOfTheCode()
    {
        SloBackfillOptions options = new();
        foreach ((string name, TimeSpan value) in new (string, TimeSpan)[]
        {
            (nameof(options.Timeout), options.Timeout), (nameof(options.StartDelay), options.StartDelay),
        })
        {
            Assert.Contains($"| `{name}` | `{SloDuration.Format(value)}` |", Page, StringComparison.Ordinal);
        }

        Assert.Null(options.Step);
        Assert.Null(options.ConfigureClient);
    }

    [Fact]
    public void Saves_BetweenThoseWithAll_AreThoseOfTheCode() => Assert.Contains(
        string.Create(CultureInfo.InvariantCulture, $"Every {SavedStates.MostAdditions}th"), Page, StringComparison.Ordinal);

    // "up to every minute"
    [Fact]
    public void Retries_AreAtMostAMinuteApart() => Assert.Equal(
        (TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)),
        (BackOff.Longest, BackOff.Wait(new SloStoreOptions().Interval, failures: 50, TimeSpan.Zero, jitter: 1)));
}
