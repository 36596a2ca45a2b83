using System.Globalization;
using Slo.Testing;
using Xunit;

namespace Slo.Polly.Tests.Docs;

/// <summary>The tables of docs/chaos.md, against the code.</summary>
public sealed class ChaosPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "chaos.md"));

    [Fact]
    public void Options_Rows_AreThoseOfTheCode()
    {
        SloChaosOptions options = new() { Objective = "a", Hypothesis = "b" };
        foreach (var row in new FormattableString[]
        {
            $"| `{nameof(options.Objective)}` | |", $"| `{nameof(options.Hypothesis)}` | | 1 to {SloLedgerEntry.LongestText:N0} characters |",
            $"| `{nameof(options.InjectionRate)}` | `{options.InjectionRate}` |",
            $"| `{nameof(options.AllowedBudgetRatio)}` | `{options.AllowedBudgetRatio}` |",
            $"| `{nameof(options.MinimumBudgetRatio)}` | `{options.MinimumBudgetRatio}` |", $"| `{nameof(options.Severity)}` | `{options.Severity}` |",
            $"| `{nameof(options.Duration)}` | `{SloDuration.Format(options.Duration)}` |",
            $"| `{nameof(options.MinimumInjections)}` | `{options.MinimumInjections}` |",
            $"| `{nameof(options.SettlesWithin)}` | `{SloDuration.Format(options.SettlesWithin)}` |", $"| `{nameof(options.Seed)}` | by chance |",
            $"| `{nameof(options.Scope)}` | the fleet, if there is one |",
        })
        {
            Assert.Contains(row.ToString(CultureInfo.InvariantCulture), Page, StringComparison.Ordinal);
        }

        Assert.Equal(typeof(SloChaosOptions).GetProperties().Length, Page.Split("\n\n")
            .Single(part => part.StartsWith("| option |", StringComparison.Ordinal)).Split('\n').Length - 2);
    }

    [Fact]
    public void Reasons_AndVerdicts_AreThoseOfTheCode()
    {
        Assert.All(Enum.GetNames<SloChaosEnd>(), name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));
        Assert.All(Enum.GetNames<SloChaosVerdict>(), name => Assert.Contains($"| `{name}` |", Page, StringComparison.Ordinal));
    }
}
