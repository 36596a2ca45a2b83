using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Slo.Hosting.Alerting;
using Slo.Hosting.Delivery;
using Slo.Hosting.Notifications;
using Slo.Hosting.Notifications.CloudEvents;
using Slo.Hosting.Notifications.Http;
using Slo.Hosting.Tests.Persistence;
using Xunit;

namespace Slo.Hosting.Tests.Docs;

/// <summary>docs/notifications.md, and what docs/metrics.md says of this package, against the code.</summary>
public sealed partial class NotificationsPageTests
{
    private static readonly string Page = DocFiles.Read("notifications.md");

    [Fact]
    public void Example_AsWritten_IsAccepted()
    {
        SloOptions options = Read(Page.Split("```jsonc")[1].Split("```")[0]);

        Assert.Equal(
            ["alertmanager (Alertmanager)", "automation (CloudEvents)", "checkout-channel (Slack)", "oncall (PagerDuty)"],
            options.Notifications.Targets.Select(target => target.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Keys_OfATarget_AreExactlyTheKnownOnes()
    {
        (string Type, string Key)[] keys = [.. SloNotificationBuilderExtensions.BuiltInTypes.SelectMany(
            type => type.Create(null).Settings().All.Select(setting => (type.Name, setting.Key)))];
        string[] common = [.. keys.GroupBy(key => key.Key).Where(key => key.Count() == SloNotificationBuilderExtensions.BuiltInTypes.Length).Select(key => key.Key)];

        Assert.Equal(
            [
                "`Type`", .. common.Select(key => $"`{key}`"),
                .. keys.Where(key => !common.Contains(key.Key)).Select(key => $"`{key.Key}` ({key.Type})"),
            ],
            Page.Split('\n').Select(line => Key().Match(line)).Where(match => match.Success).Select(match => match.Groups["key"].Value));
    }

    [Fact]
    public void Defaults_OfATarget_AreThoseOfTheCode()
    {
        AlertmanagerNotificationTarget target = new();

        Assert.Equal(
            [
                $"`{target.MinimumSeverity}`", $"`{SloDuration.Format(target.Timeout)}`", $"`{SloDuration.Format(target.GiveUpAfter)}`",
                $"`{SloDuration.Format(target.ResendInterval)}`", $"`{target.MaximumPerHour}`", $"`{target.Capacity}`", $"`{target.AllowHttp.ToString().ToLowerInvariant()}`", $"`{target.Addresses}`",
            ],
            ((string[])["MinimumSeverity", "Timeout", "GiveUpAfter", "ResendInterval", "MaximumPerHour", "Capacity", "AllowHttp", "Addresses"])
                .Select(key => Cells($"| `{key}` ")[2]));
    }

    [Fact]
    public void Limits_Rows_AreThoseOfTheCode() => Assert.Equal(
        [
            $"{HandlerQueue.Capacity}", $"{SupervisedCalls.MaximumLeftBehind}", SloDuration.Format(SloAlertDispatcher.DrainTime), SloDuration.Format(BackOff.Longest),
            SloDuration.Format(BackOff.LongestRetryAfter), SloDuration.Format(OutboxPolicy.EndRepeatedFor), $"{GuardedClients.MaximumResponseBytes}",
        ],
        Page[Page.LastIndexOf("| what | value |", StringComparison.Ordinal)..].Split('\n').Skip(2).TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('|')[2].Trim()));

    [Fact]
    public void Addresses_ThatAreRefused_AreThoseOfTheCode() => Assert.Equal(
        SpecialNetworks.OfTheMachine.Select(row => $"| `{row.Prefix}` | {row.Name} ({row.Source}) |"),
        Page[Page.IndexOf("| refused unless", StringComparison.Ordinal)..].Split('\n').Skip(2).TakeWhile(line => line.StartsWith('|')));

    [Fact]
    public void Texts_OfAnObjective_AreCutWhereThePageSays() => Assert.Contains($"text of more than {CleanTexts.LongestText} characters", Page, StringComparison.Ordinal);

    [Fact]
    public void Page_OfAlertmanager_SaysHowManyAlertsARequestHolds() => Assert.Contains(
        $"up to {AlertmanagerNotificationTarget.AlertsInARequest} alerts", Page, StringComparison.Ordinal);

    [Fact]
    public void Data_OfACloudEvent_IsThatOfTheCode() => Assert.Equal(
        typeof(AlertEventData).GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)),
        Word().Matches(Page[Page.IndexOf("The `data` of", StringComparison.Ordinal)..Page.IndexOf("what has no value", StringComparison.Ordinal)]).Select(match => match.Groups["word"].Value).Skip(1));

    [Fact]
    public void Metrics_RowsOfHosting_AreTheInstrumentsOfTheHost()
    {
        using IHost host = SloHost.Build(builder => builder.Services.AddSlo().AddStore(_ => new MemoryStore()));
        IMeterFactory meters = host.Services.GetRequiredService<IMeterFactory>();
        List<string> instruments = [];
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, meters)
                    && (instrument.Name is "slo.alert.handled" or "slo.notifications" or "slo.config.rejections"
                        || instrument.Name.StartsWith("slo.store.", StringComparison.Ordinal)
                        || instrument.Name.StartsWith("slo.source.", StringComparison.Ordinal)))
                {
                    instruments.Add($"`{instrument.Name}` {instrument.GetType().Name.Split('`')[0]} `{instrument.Unit}`");
                }
            },
        };
        listener.Start();
        _ = host.Services.GetServices<IHostedService>().ToArray();
        var metrics = DocFiles.Read("metrics.md");
        var table = metrics[metrics.IndexOf("## Instruments of hosting", StringComparison.Ordinal)..metrics.IndexOf("## Attributes", StringComparison.Ordinal)];

        Assert.Equal(
            instruments.Order(),
            table.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|')).Select(cells => $"{cells[1].Trim()} {cells[2].Trim()} {cells[3].Trim()}").Order());
    }

    private static string[] Cells(string start) =>
        [.. Page.Split('\n').Single(line => line.StartsWith(start, StringComparison.Ordinal)).Trim('|').Split('|').Select(cell => cell.Trim())];

    private static SloOptions Read(string json)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(json));
        ServiceCollection services = new();
        services.AddSlo(new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("Slo"));
        using ServiceProvider provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<SloOptions>>().Value;
    }

    [GeneratedRegex("`(?<word>\\w+)`")]
    private static partial Regex Word();

    [GeneratedRegex(@"^\| (?<key>`[A-Z]\w+`( \(\w+\))?) \|.*\|.*\|.*\|$")]
    private static partial Regex Key();
}
