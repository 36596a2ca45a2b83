using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slo.Hosting.Tests.Configuration;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Policies;

/// <summary>Policies whose configuration changes while a level is in force.</summary>
public sealed class PolicyReloadTests : IAsyncLifetime
{
    private const string Level = "Slo:Policies:shop:Levels:0:";

    private readonly MutableConfiguration _settings = new(new()
    {
        ["Slo:EvaluationInterval"] = "100ms",
        ["Slo:Objectives:checkout:TargetPercent"] = "90",
        ["Slo:Objectives:checkout:UnobservedTime"] = "Exclude",
        [Level + "BudgetBelowPercent"] = "50",
        [Level + "Actions:0"] = "FreezeReleases",
        [Level + "Actions:1"] = "CloseFeature:extras",
    });

    private readonly LogRecorder _log = new();
    private readonly IHost _host;

    public PolicyReloadTests() => _host = SloHost.Build(
        builder =>
        {
            ((IConfigurationBuilder)builder.Configuration).Add(_settings);
            builder.Services.AddSlo();
        },
        _log);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SloPolicies Policies => _host.Services.GetRequiredService<SloPolicies>();

    private SloRegistry Registry => _host.Services.GetRequiredService<SloRegistry>();

    private string[] Noted => [.. Registry.Ledger.Entries.Where(entry => entry.Kind == SloLedgerEntryKind.PolicyLevel)
        .Select(entry => $"{entry.Details[SloLedgerDetails.Outcome]} {entry.Details[SloLedgerDetails.Level]}")];

    // 60 of 960 are bad, and 96 may be: 37.5 % of the budget is left.
    public async ValueTask InitializeAsync()
    {
        await _host.StartAsync(Cancel);
        Registry.Get("checkout").Record(good: 900, bad: 60);
        await Eventually.TrueAsync(() => Noted.Length == 1 && !Policies.IsFeatureOpen("extras"), "the level is in force, and noted");
        Assert.Equal(["entered budget below 50%"], Noted);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }

    // It is another level: the one ends, the other begins or does not.
    [Theory]
    [InlineData("45", true)]
    [InlineData("10", false)]
    public async Task Level_WithAnotherLimit_IsAnotherLevel(string percent, bool isInForce)
    {
        _settings.Set(new() { [Level + "BudgetBelowPercent"] = percent });
        await Eventually.TrueAsync(() => Noted.Contains("left budget below 50%"), "the former level has ended");

        Assert.Equal(isInForce, Noted.Contains($"entered budget below {percent}%"));
        Assert.Equal(!isInForce, Policies.IsFeatureOpen("extras"));
        SloPolicyStatus status = Assert.Single(Policies.Statuses);
        Assert.Equal(($"budget below {percent}%", isInForce), (status.Level.ToString(), status.IsInForce));
    }

    // What is done changes at once; since when the level is in force does not, and it is not noted again.
    [Fact]
    public async Task Level_WithOtherActions_Continues()
    {
        DateTimeOffset? since = Policies.Statuses[0].Since;

        _settings.Set(new() { [Level + "Actions:0"] = "CloseFeature:reviews", [Level + "Actions:1"] = null });
        await Eventually.TrueAsync(() => !Policies.IsFeatureOpen("reviews"), "the other feature is closed");

        Assert.True(Policies.IsFeatureOpen("extras"));
        Assert.Equal((since, true), (Policies.Statuses[0].Since, Policies.Statuses[0].IsInForce));
        Assert.Equal(["entered budget below 50%"], Noted);
    }

    [Fact]
    public async Task Policy_ThatIsRemoved_EndsItsLevels_AndBeginsAnewWhenItIsBack()
    {
        _settings.Set(new() { [Level + "BudgetBelowPercent"] = null, [Level + "Actions:0"] = null, [Level + "Actions:1"] = null });
        await Eventually.TrueAsync(() => Policies.IsFeatureOpen("extras"), "the feature is open");
        await Eventually.TrueAsync(() => Noted.Length == 2, "the end is noted");
        Assert.Empty(Policies.Statuses);
        Assert.Empty(Policies.Declared);

        _settings.Set(new() { [Level + "BudgetBelowPercent"] = "50", [Level + "Actions:0"] = "CloseFeature:extras" });
        await Eventually.TrueAsync(() => !Policies.IsFeatureOpen("extras"), "the feature is closed again");
        await Eventually.TrueAsync(() => Noted.Length == 3, "the begin is noted");

        Assert.Equal(["entered budget below 50%", "left budget below 50%", "entered budget below 50%"], Noted);
    }

    // A faulty configuration changes nothing of what is in force.
    [Fact]
    public async Task Policy_WithErrors_IsRefused_AndTheFormerOneStays()
    {
        IReadOnlyList<SloPolicy> before = Policies.Declared;

        _settings.Set(new() { [Level + "BudgetBelowPercent"] = "101" });
        await Eventually.TrueAsync(() => _log.Messages(9).Count == 1, "the refusal");

        Assert.Same(before, Policies.Declared);
        Assert.False(Policies.IsFeatureOpen("extras"));
        Assert.Equal(["entered budget below 50%"], Noted);
    }
}
