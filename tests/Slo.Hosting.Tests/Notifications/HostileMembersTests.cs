using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Slo.Hosting.Tests.Alerting;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>Members of a target are code of the app: whatever they throw, and whenever, it is a fault of the configuration.</summary>
public sealed class HostileMembersTests : IDisposable
{
    private readonly ChannelProbe _probe = new();
    private readonly LogRecorder _log = new();

    /// <summary>All members that an app can override, and a setter.</summary>
    public static TheoryData<string> Members => ["BatchSize", "RepeatInterval", "IsAlertPerSeverity", "Receiver", "DescribeSettings", "GetFaults"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Theory]
    [MemberData(nameof(Members))]
    public async Task Start_WithAMemberThatThrows_ReportsItWithAllOtherErrors(string member)
    {
        _probe.Trap = member;
        using IHost host = Host(("trap:Type", "Trap"), ("chat:Type", "Chat"), ("chat:Loudness", "11"));
        OptionsValidationException refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancel));

        Assert.Contains(refusal.Failures, error => error.StartsWith(
            $"error {SloFindingCodes.NotificationMemberThrew}: Slo:Notifications:trap: ", StringComparison.Ordinal)
            && error.Contains("FormatException", StringComparison.Ordinal) && error.Contains(member, StringComparison.Ordinal));
        Assert.Contains(refusal.Failures, error => error.StartsWith(
            $"error {SloFindingCodes.NotificationSetting}: Slo:Notifications:chat:Loudness ", StringComparison.Ordinal));
        Assert.DoesNotContain(TrapTarget.Secret, refusal.Message, StringComparison.Ordinal);
    }

    // Without one reading for all, a reload would start the workers of new targets and then fail at another target: they would go on besides
    // the ones of the next reload, and each alert be sent twice.
    [Theory]
    [MemberData(nameof(Members))]
    [InlineData("Setter")]
    public async Task Reload_WithAMemberThatThrows_IsRejectedWholeAndLeavesNothingBehind(string member)
    {
        using IHost host = Host(("z:Type", "Trap"));
        await host.StartAsync(Cancel);
        IConfiguration configuration = host.Services.GetRequiredService<IConfiguration>();
        _probe.Trap = member;
        for (var room = 0; room < 2; room++)
        {
            configuration["Slo:Notifications:added:Type"] = "Chat";
            configuration["Slo:Notifications:z:Room"] = $"{room}";
            ((IConfigurationRoot)configuration).Reload();
            var refusals = room + 1;
            await Eventually.TrueAsync(() => _log.Messages(9).Count == refusals, "the refusal");
        }

        // The member throws still, and is asked no more.
        Post(host, Transitions.Fired());
        await Eventually.TrueAsync(() => _probe.Sent.Count == 1, "the message to the target of before");
        Assert.Equal(("z", "lobby"), (_probe.Sent[0].Target, _probe.Sent[0].Room));
        _probe.Trap = "";
        ((IConfigurationRoot)configuration).Reload();
        await Eventually.TrueAsync(
            () =>
            {
                Post(host, Transitions.Fired($"slo-{_probe.Sent.Count}"));
                return _probe.Sent.Any(sent => sent.Target == "added");
            },
            "the new target");
        Post(host, Transitions.Fired("last"));
        await host.StopAsync(Cancel);

        Assert.Equal(["added", "z"], _probe.Sent.Where(sent => sent.Notification.Transition.Name == "last").Select(sent => sent.Target).Order());
        Assert.DoesNotContain(_log.Lines, line => $"{line.Message}{line.Exception}".Contains(TrapTarget.Secret, StringComparison.Ordinal));
    }

    // What a reload creates and does not use is disposed of, and what is in use is not.
    [Fact]
    public async Task Targets_CreatedFromConfiguration_AreDisposedOfWhenTheyAreNoLongerUsed()
    {
        using IHost host = Host(("z:Type", "Trap"), ("z:Room", "first"));
        await host.StartAsync(Cancel);
        await ReloadAsync(host, "z:MaximumPerHour", "12", "first");
        await ReloadAsync(host, "z:Room", "second", "first");
        await ReloadAsync(host, "wrong:Type", "Nothing", "second");
        await ReloadAsync(host, "wrong:Type", "Chat", "second");
        Post(host, Transitions.Fired());
        await Eventually.TrueAsync(() => _probe.Sent.Any(sent => sent.Room == "second"), "the message of the one in use");
        await host.StopAsync(Cancel);

        Assert.Equal(["first", "first", "second", "second", "second"], _probe.Disposed);
    }

    [Fact]
    public async Task Target_ThatThrowsWhenItIsDisposedOf_IsLoggedWithoutItsMessage()
    {
        using IHost host = Host(("z:Type", "Trap"));
        await host.StartAsync(Cancel);
        _probe.Trap = "Dispose";
        await host.StopAsync(Cancel);

        Assert.Contains("FormatException", Assert.Single(_log.Messages(25)), StringComparison.Ordinal);
        Assert.DoesNotContain(_log.Lines, line => $"{line.Message}{line.Exception}".Contains(TrapTarget.Secret, StringComparison.Ordinal));
    }

    private async Task ReloadAsync(IHost host, string key, string value, string disposed)
    {
        var before = _probe.Disposed.Count;
        IConfiguration configuration = host.Services.GetRequiredService<IConfiguration>();
        configuration[$"Slo:Notifications:{key}"] = value;
        ((IConfigurationRoot)configuration).Reload();
        await Eventually.TrueAsync(() => _probe.Disposed.Count == before + 1, $"the end of {disposed}");
        Assert.Equal(disposed, _probe.Disposed.Last());
    }

    private static void Post(IHost host, SloAlertTransition transition) => Assert.True(host.Services.GetRequiredService<SloAlertDispatcher>().Post(transition));

    private IHost Host(params (string Key, string Value)[] keys) => SloHost.Build(
        builder =>
        {
            builder.Services.AddSingleton(_probe);
            builder.Configuration.AddInMemoryCollection(keys.Select(key => KeyValuePair.Create($"Slo:Notifications:{key.Key}", (string?)key.Value)));
            builder.Services.AddSlo(builder.Configuration.GetSection("Slo")).AddNotificationType<TrapTarget>("Trap").AddNotificationType<ChatTarget>("Chat");
        },
        _log);
}
