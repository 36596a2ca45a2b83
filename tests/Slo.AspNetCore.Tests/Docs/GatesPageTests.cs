using System.Globalization;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Docs;

/// <summary>The defaults on docs/gates.md, against the code.</summary>
public sealed class GatesPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "gates.md"));

    [Fact]
    public void Defaults_OfAGate_AreThoseOfTheCode()
    {
        SloGateOptions options = SloGateOptions.Default;
        Expect(
            $"| `{nameof(options.MinimumBudgetRatio)}` | `{options.MinimumBudgetRatio}` |",
            $"| `{nameof(options.ReopenBudgetRatio)}` | `{SloGateOptions.DefaultReopenMargin}` more |",
            $"| `{nameof(options.Severity)}` | `{options.Severity}` |",
            $"| `{nameof(options.ClosesAfter)}` | `{SloDuration.Format(options.ClosesAfter)}` |",
            $"| `{nameof(options.ReopensAfter)}` | `{SloDuration.Format(options.ReopensAfter)}` |",
            $"| `{nameof(options.Scope)}` | the fleet, if there is one |",
            $"A set has at most {Slo.Hosting.Gates.SloGates.Most:N0} gates");
        Assert.Null(options.Scope);
        Assert.Equal(typeof(SloGateOptions).GetProperties().Length - 1, Page.Split("\n\n")
            .Single(part => part.StartsWith("| option |", StringComparison.Ordinal)).Split('\n').Length - 2);
    }

    [Fact]
    public void Defaults_OfSheddingAndDrain_AreThoseOfTheCode()
    {
        SloSheddingOptions shedding = new();
        SloDrainOptions drain = new();
        Assert.Equal((AlertSeverity.Page, AlertSeverity.Page), (shedding.Optional.Severity, shedding.Important.Severity));
        Assert.Equal((TimeSpan.Zero, 0), (shedding.Optional.ClosesAfter, shedding.Important.MinimumBudgetRatio));
        Expect(
            $"below `{shedding.Optional.MinimumBudgetRatio * 100} %` of the budget, and while a page fires",
            $"when a page has fired for `{SloDuration.Format(shedding.Important.ClosesAfter)}`",
            $"the least `Retry-After` (`{SloDuration.Format(shedding.RetryAfter)}`)",
            $"`{nameof(drain.MinimumDuration)}` (`{SloDuration.Format(drain.MinimumDuration)}`)",
            $"`{nameof(drain.MaximumShareRatio)}` (`{drain.MaximumShareRatio}`)",
            $"with the code `{SloFindingCodes.Shed}`");
        Assert.All(Enum.GetNames<SloCriticality>(), name => Assert.Contains($"| `{name}`", Page, StringComparison.Ordinal));
    }

    private static void Expect(params FormattableString[] sentences) => Assert.All(
        sentences, sentence => Assert.Contains(sentence.ToString(CultureInfo.InvariantCulture), Page.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal));
}
